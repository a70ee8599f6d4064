package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import java.util.List;

/** Messages that are delivered later: by a level, and at a time (protocol 7.6, 7.7). */
final class Delays {
  private static final int LEVEL = 1;
  private static final int LEVEL_MILLIS = 1_000;
  private static final int TIMER_MILLIS = 2_000;

  /** Timers go by whole seconds, and the part of one may be taken off. */
  private static final int TIMER_PRECISION_MILLIS = 1_000;

  private Delays() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("delay-level", Session.scenario(Delays::level)).asSmoke(),
        Entry.of("timers", Session.scenario(Delays::timers)));
  }

  private static Report level(Session session) throws Exception {
    Content content = Content.text("later").tagged("T").keyed("level").with("color", "red");
    Message message = session.message(content);
    message.setDelayTimeLevel(LEVEL);
    SendResult result = session.producer().send(message);
    MessageExt delivered = awaitDelivery(session, "level", result);
    assertDelivered(delivered, delivered.getBornTimestamp() + LEVEL_MILLIS);
    return Report.of(
        delivered(session, content.with(MessageConst.PROPERTY_DELAY_TIME_LEVEL, "1"), result));
  }

  private static Report timers(Session session) throws Exception {
    Message inSeconds = session.message(Content.text("seconds").keyed("seconds"));
    inSeconds.setDelayTimeSec(TIMER_MILLIS / 1_000);
    Message inMillis = session.message(Content.text("millis").keyed("millis"));
    inMillis.setDelayTimeMs(TIMER_MILLIS);
    SendResult seconds = session.producer().send(inSeconds);
    SendResult millis = session.producer().send(inMillis);
    // A moment, not a delay: it does not move when the sends before it take long.
    Message at = session.message(Content.text("at").keyed("at"));
    long time = System.currentTimeMillis() + TIMER_MILLIS;
    at.setDeliverTimeMs(time);
    SendResult moment = session.producer().send(at);
    return Report.of(
        delayed(session, "seconds", seconds, MessageConst.PROPERTY_TIMER_DELAY_SEC, "2"),
        delayed(session, "millis", millis, MessageConst.PROPERTY_TIMER_DELAY_MS, "2000"),
        timer(session, "at", moment, MessageConst.PROPERTY_TIMER_DELIVER_MS, time));
  }

  private static Sent delayed(
      Session session, String key, SendResult result, String property, String value) {
    MessageExt delivered = awaitDelivery(session, key, result);
    assertTimed(delivered, delivered.getBornTimestamp() + TIMER_MILLIS);
    return delivered(session, Content.text(key).keyed(key).with(property, value), result);
  }

  private static Sent timer(
      Session session, String key, SendResult result, String property, long time) {
    assertTimed(awaitDelivery(session, key, result), time);
    Content content = Content.text(key).keyed(key).with(property, Long.toString(time));
    return delivered(session, content, result);
  }

  private static void assertTimed(MessageExt delivered, long due) {
    assertDelivered(delivered, due - TIMER_PRECISION_MILLIS);
    assertThat(delivered.getProperties())
        .containsKeys(
            MessageConst.PROPERTY_TIMER_OUT_MS,
            MessageConst.PROPERTY_TIMER_ENQUEUE_MS,
            MessageConst.PROPERTY_TIMER_DEQUEUE_MS);
  }

  /** Waits for a message whose text is its key. */
  private static MessageExt awaitDelivery(Session session, String key, SendResult result) {
    assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    MessageExt delivered = session.found(key, 1).get(0);
    assertThat(delivered.getMsgId()).isEqualTo(result.getMsgId());
    return delivered;
  }

  private static void assertDelivered(MessageExt delivered, long earliest) {
    assertThat(delivered.getStoreTimestamp())
        .as("when %s was delivered", delivered.getKeys())
        .isGreaterThanOrEqualTo(earliest);
  }

  /** The result tells the place among the delayed messages, not that in the topic. */
  private static Sent delivered(Session session, Content content, SendResult result) {
    return new Sent(
        content
            .with(MessageConst.PROPERTY_REAL_TOPIC, session.topic())
            .with(
                MessageConst.PROPERTY_REAL_QUEUE_ID,
                Integer.toString(result.getMessageQueue().getQueueId())),
        null,
        null);
  }
}
