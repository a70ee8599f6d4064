package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Receipt;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;

/** Messages to a queue that the sender chose: they lie there, in their order. */
final class GivenQueue implements Scenario {
  private static final int COUNT = 20;

  @Override
  public Report run(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    try (Session session = Session.open(target)) {
      Sent first = session.send(Content.text("creates the topic"));
      sent.add(first);
      Receipt receipt = first.receipt();
      int other = receipt == null || receipt.queueId() == 0 ? 1 : 0;
      for (MessageQueue queue : session.producer().fetchPublishMessageQueues(target.topic())) {
        if (queue.getQueueId() == other) {
          sent.addAll(fill(session, queue));
        }
      }
    }
    if (sent.size() != COUNT + 1) {
      throw new AssertionError("queue not found once, sent " + sent.size());
    }
    return Report.of(sent);
  }

  private static List<Sent> fill(Session session, MessageQueue queue) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Content content = Content.text("to queue " + queue.getQueueId() + ": " + i);
      sent.add(
          Session.sent(content, session.producer().send(session.message(content), queue), "given"));
    }
    if (sent.stream().anyMatch(each -> isElsewhere(each, queue))) {
      throw new AssertionError("not all went to " + queue + ": " + sent);
    }
    return sent;
  }

  private static boolean isElsewhere(Sent sent, MessageQueue queue) {
    Receipt receipt = sent.receipt();
    return receipt == null || receipt.queueId() != queue.getQueueId();
  }
}
