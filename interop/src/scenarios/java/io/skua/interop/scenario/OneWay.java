package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * 100 messages that nobody answers. One-way calls neither wait for the connection (protocol 6.12)
 * nor for the bytes to leave: an answered message before them opens the connection, and one after
 * them, on the same connection, proves that they have left.
 */
final class OneWay implements Scenario {
  private static final int COUNT = 100;

  @Override
  public Report run(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    try (Session session = Session.open(target)) {
      sent.add(session.send(Content.text("before")));
      for (int i = 0; i < COUNT; i++) {
        Content content = Content.text("one-way " + i);
        session.producer().sendOneway(session.message(content));
        sent.add(new Sent(content, null, null));
      }
      sent.add(session.send(Content.text("after")));
    }
    return Report.of(sent);
  }
}
