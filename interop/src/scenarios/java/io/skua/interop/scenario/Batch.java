package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Collections of messages in one request: one after the other in one queue. */
final class Batch implements Scenario {
  @Override
  public Report run(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    try (Session session = Session.open(target)) {
      for (int size : new int[] {1, 2, 50}) {
        sent.addAll(send(session, size));
      }
    }
    return Report.of(sent);
  }

  private static List<Sent> send(Session session, int size) throws Exception {
    List<Content> contents =
        IntStream.range(0, size)
            .mapToObj(i -> Content.text("batch of " + size + ": " + i).tagged("T" + i))
            .map(content -> content.keyed("batch-" + size).with("свойство", "值").flagged(size))
            .toList();
    List<Message> messages = contents.stream().map(session::message).toList();
    SendResult result = session.producer().send(messages);
    return Session.batch(contents, result, "batch-" + size);
  }
}
