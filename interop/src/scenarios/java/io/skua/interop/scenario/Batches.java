package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Body;
import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Batches: their forms, and the rules of what may be in one (protocol 6.14). */
final class Batches {
  private static final long TIMEOUT = 15_000;
  private static final String REFUSED = "Failed to initiate the MessageBatch";
  private static final byte[] BODY = "in a batch".getBytes(StandardCharsets.UTF_8);

  private Batches() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("batch-in-time", Session.scenario(Batches::inTime)),
        Entry.of("batch-to-queue", Session.scenario(Batches::toQueue)),
        Entry.of("batch-to-queue-in-time", Session.scenario(Batches::toQueueInTime)),
        Entry.of("batch-of-a-thousand", Session.scenario(Batches::thousand)),
        Entry.of("batch-is-never-compressed", Session.scenario(Batches::neverCompressed)),
        Entry.of("batch-keeps-its-order", Session.scenario(Batches::keepsOrder)),
        Entry.of("batch-over-the-limit", Session.scenario(Batches::overTheLimit)),
        Entry.of("batch-of-two-topics", Session.scenario(Batches::twoTopics)),
        Entry.of("batch-of-delayed-messages", Session.scenario(Batches::delayed)),
        Entry.of("batch-of-mixed-waiting", Session.scenario(Batches::mixedWaiting)),
        Entry.of("batch-to-a-retry-topic", Session.scenario(Batches::retryTopic)),
        Entry.of("batch-with-an-empty-message", Session.scenario(Batches::emptyMessage)));
  }

  private static List<Content> contents(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Content.text("message " + i + " of " + size).tagged("T" + i % 3))
        .toList();
  }

  private static List<Message> messages(Session session, List<Content> contents) {
    return contents.stream().map(session::message).toList();
  }

  private static Report inTime(Session session) throws Exception {
    List<Content> contents = contents(10);
    SendResult result = session.producer().send(messages(session, contents), TIMEOUT);
    return Report.of(Session.batch(contents, result, "batch"));
  }

  private static Report toQueue(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(2);
    List<Content> contents = contents(10);
    SendResult result = session.producer().send(messages(session, contents), queue);
    assertThat(result.getMessageQueue()).isEqualTo(queue);
    return Report.of(Session.batch(contents, result, "batch"));
  }

  private static Report toQueueInTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(1);
    List<Content> contents = contents(10);
    SendResult result = session.producer().send(messages(session, contents), queue, TIMEOUT);
    assertThat(result.getMessageQueue()).isEqualTo(queue);
    return Report.of(Session.batch(contents, result, "batch"));
  }

  private static Report thousand(Session session) throws Exception {
    List<Content> contents = contents(1000);
    SendResult result = session.producer().send(messages(session, contents));
    return Report.of(Session.batch(contents, result, "batch"));
  }

  private static Report neverCompressed(Session session) throws Exception {
    List<Content> contents =
        List.of(
            Content.of(Body.of("a".repeat(Report.COMPRESSED_FROM))),
            Content.of(Body.of("b".repeat(10 * Report.COMPRESSED_FROM))));
    SendResult result = session.producer().send(messages(session, contents));
    return Report.of(Session.batch(contents, result, "batch")).compressedFrom(Integer.MAX_VALUE);
  }

  private static Report keepsOrder(Session session) throws Exception {
    MessageQueue queue = session.createTopic(2).get(0);
    List<Sent> sent = new ArrayList<>();
    for (int size = 1; size <= 8; size++) {
      List<Content> contents = contents(size);
      SendResult result = session.producer().send(messages(session, contents), queue);
      sent.addAll(Session.batch(contents, result, "all"));
    }
    return Report.of(sent);
  }

  private static Report overTheLimit(Session session) throws Exception {
    session.producer().setMaxMessageSize(10_000);
    Message half = new Message(session.topic(), new byte[5_000]);
    Message other = new Message(session.topic(), new byte[5_000]);
    assertThatThrownBy(() -> session.producer().send(List.of(half, other)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("the message body size over max value, MAX: 10000");
    return Report.of(session.send("after"));
  }

  private static void refused(Session session, List<Message> batch, String reason) {
    assertThatThrownBy(() -> session.producer().send(batch))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(REFUSED)
        .rootCause()
        .hasMessageContaining(reason);
  }

  private static Report twoTopics(Session session) throws Exception {
    refused(
        session,
        List.of(new Message(session.topic(), BODY), new Message("other", BODY)),
        "The topic of the messages in one batch should be the same");
    return Report.of(session.send("after"));
  }

  private static Report delayed(Session session) throws Exception {
    Message delayed = new Message(session.topic(), BODY);
    delayed.setDelayTimeLevel(1);
    refused(session, List.of(delayed), "TimeDelayLevel is not supported for batching");
    return Report.of(session.send("after"));
  }

  private static Report mixedWaiting(Session session) throws Exception {
    Message patient = new Message(session.topic(), BODY);
    Message hasty = new Message(session.topic(), BODY);
    hasty.setWaitStoreMsgOK(false);
    refused(
        session,
        List.of(patient, hasty),
        "The waitStoreMsgOK of the messages in one batch should the same");
    return Report.of(session.send("after"));
  }

  private static Report retryTopic(Session session) throws Exception {
    refused(
        session,
        List.of(new Message("%RETRY%group", BODY)),
        "Retry Group is not supported for batching");
    return Report.of(session.send("after"));
  }

  private static Report emptyMessage(Session session) throws Exception {
    refused(
        session,
        List.of(new Message(session.topic(), BODY), new Message(session.topic(), new byte[0])),
        "the message body length is zero");
    return Report.of(session.send("after"));
  }
}
