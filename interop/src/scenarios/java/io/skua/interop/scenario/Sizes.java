package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Body;
import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.exception.MQClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sizes and compression as users can set them. */
final class Sizes {
  private static final int LIMIT = 4 << 20;

  private Sizes() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of(
            "compressed-from-a-hundred-bytes",
            Session.scenario(
                producer -> producer.setCompressMsgBodyOverHowmuch(100), Sizes::fromAHundred)),
        Entry.of(
            "never-compressed",
            Session.scenario(
                producer -> producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE),
                Sizes::never)),
        Entry.of(
            "compressed-as-much-as-possible",
            Session.scenario(producer -> producer.setCompressLevel(9), Sizes::compressed)),
        Entry.of(
            "compressed-quickly",
            Session.scenario(producer -> producer.setCompressLevel(1), Sizes::compressed)),
        Entry.of(
            "limit-of-ten-bytes",
            Session.scenario(producer -> producer.setMaxMessageSize(10), Sizes::tenBytes)),
        Entry.of("many-sizes", Session.scenario(Sizes::many)),
        Entry.of(
            "largest-body-uncompressed",
            Session.scenario(
                producer -> producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE),
                Sizes::largest)));
  }

  private static Content of(int length) {
    return Content.of(Body.of("skua ".repeat(length).substring(0, length)));
  }

  private static Content random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Content.of(Body.of(bytes));
  }

  private static Report fromAHundred(Session session) throws Exception {
    return Report.of(session.sendAll(List.of(of(99), of(100), of(101), random(100), of(5000))))
        .compressedFrom(100);
  }

  private static Report never(Session session) throws Exception {
    return Report.of(session.sendAll(List.of(of(4095), of(4096), of(100_000))))
        .compressedFrom(Integer.MAX_VALUE);
  }

  private static Report compressed(Session session) throws Exception {
    return Report.of(session.sendAll(List.of(of(4095), of(4096), of(100_000), random(10_000))));
  }

  private static Report tenBytes(Session session) throws Exception {
    Sent ten = session.send("0123456789");
    assertThatThrownBy(() -> session.send("0123456789A"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("the message body size over max value, MAX: 10");
    session.producer().setMaxMessageSize(11);
    return Report.of(ten, session.send("0123456789A"));
  }

  private static Report many(Session session) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int length = 1; length < 70_000; length = length * 3 / 2 + 1) {
      sent.add(session.send(of(length)));
      sent.add(session.send(random(length)));
    }
    return Report.of(sent);
  }

  private static Report largest(Session session) throws Exception {
    return Report.of(session.send(random(LIMIT))).compressedFrom(Integer.MAX_VALUE);
  }
}
