package io.skua.interop.scenario;

import interop.harness.Body;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Target;
import java.util.List;

/** Tags, keys, flags and properties of users, in several scripts and at their limits. */
final class Properties implements Scenario {
  private static final int LONG = 20_000;

  @Override
  public Report run(Target target) throws Exception {
    List<Content> contents =
        List.of(
            Content.text("nothing but a body"),
            Content.text("tag").tagged("TagA"),
            Content.text("tag beyond ASCII").tagged("标签-ярлык"),
            Content.text("key").keyed("order-1"),
            Content.text("keys").keyed("order-1", "заказ-2", "订单-3"),
            Content.text("flag").flagged(7),
            Content.text("negative flag").flagged(Integer.MIN_VALUE),
            Content.text("properties")
                .with("a", "1")
                .with("b", "two words")
                .with("c", "=;:,\"\\{}"),
            Content.text("scripts").with("имя", "значение").with("名", "值").with("emoji", "🐦 skua"),
            Content.text("line ends").with("lines", "one\ntwo\r\nthree\t"),
            Content.text("long").with("long", "x".repeat(LONG)),
            Content.of(Body.of(new byte[] {0, -1, 1, 2, (byte) 0x80})).tagged("binary"),
            Content.text("Скуа 🐦 大贼鸥").tagged("T").keyed("k").flagged(1).with("p", "q"));
    try (Session session = Session.open(target)) {
      return Report.of(session.sendAll(contents));
    }
  }
}
