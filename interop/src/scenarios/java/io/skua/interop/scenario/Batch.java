package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Receipt;
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
  private static final String SEPARATOR = ",";

  @Override
  public Report run(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    try (Session session = Session.open(target)) {
      for (int size : new int[] {1, 2, 50}) {
        sent.addAll(send(session, size));
      }
    }
    return new Report(sent, List.of());
  }

  private static List<Sent> send(Session session, int size) throws Exception {
    List<Content> contents =
        IntStream.range(0, size)
            .mapToObj(i -> Content.text("batch of " + size + ": " + i).tagged("T" + i))
            .map(content -> content.keyed("batch-" + size).with("свойство", "值").flagged(size))
            .toList();
    List<Message> messages = contents.stream().map(session::message).toList();
    SendResult result = session.producer().send(messages);
    String[] ids = result.getMsgId().split(SEPARATOR, -1);
    String[] offsetIds = result.getOffsetMsgId().split(SEPARATOR, -1);
    if (ids.length != size || offsetIds.length != size) {
      throw new AssertionError("batch of " + size + " has other ids: " + result);
    }
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Receipt receipt =
          new Receipt(
              result.getSendStatus().name(),
              result.getMessageQueue().getBrokerName(),
              result.getMessageQueue().getQueueId(),
              result.getQueueOffset() + i,
              ids[i],
              offsetIds[i]);
      sent.add(new Sent(contents.get(i), receipt, "batch-" + size));
    }
    return sent;
  }
}
