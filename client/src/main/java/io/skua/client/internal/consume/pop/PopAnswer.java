package io.skua.client.internal.consume.pop;

import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.process.LightQueue;
import io.skua.common.MixAll;
import io.skua.common.message.MessageQueue;
import io.skua.wire.MalformedException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PopMessageResult;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PopReceipt;
import io.skua.wire.message.PopTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a broker answered to a pop (protocol b 7.2).
 *
 * @param header of an answer with messages; null for any other
 */
record PopAnswer(
    int code,
    @Nullable String remark,
    @Nullable PopMessageResult header,
    List<MessageRecord> records) {
  /** Reads a response, which is a view. */
  static PopAnswer of(Frame response) {
    if (response.code() != ResponseCode.SUCCESS) {
      return new PopAnswer(response.code(), response.remark(), null, List.of());
    }
    byte[] body = response.bodyBytes();
    return new PopAnswer(
        response.code(),
        response.remark(),
        response.header(PopMessageResult.WIRE),
        MessageRecord.parseAll(body, 0, body.length));
  }

  /**
   * Returns the messages with their receipts.
   *
   * @param queue that was popped
   * @param nowNanos when the answer came
   * @throws MalformedException when the broker does not say where messages begin; they come again
   */
  List<Popped> messages(MessageQueue queue, long nowNanos, BodyForm bodies) {
    PopMessageResult known = header;
    if (known == null || records.isEmpty()) {
      return List.of();
    }
    Map<String, Long> starts = starts(known.startOffsetInfo());
    Popped.Origin origin =
        new Popped.Origin(
            queue,
            known.popTime(),
            nowNanos + Duration.ofMillis(known.invisibleTime()).toNanos(),
            bodies);
    List<Popped> messages = new ArrayList<>(records.size());
    for (MessageRecord stored : records) {
      String receipt = Popped.receiptIn(stored);
      messages.add(
          receipt == null
              ? Popped.of(stored, origin, receipt(stored, known, starts, queue))
              : Popped.of(stored, origin, receipt));
    }
    return messages;
  }

  private static PopReceipt receipt(
      MessageRecord stored, PopMessageResult header, Map<String, Long> starts, MessageQueue queue) {
    String kind = PopTopics.kind(stored.topic());
    boolean light = LightQueue.leadsTo(stored, queue.getTopic());
    int queueId = light ? MixAll.LMQ_QUEUE_ID : stored.queueId();
    long offset = light ? LightQueue.offset(stored, queue.getTopic()) : stored.queueOffset();
    String place = kind + ' ' + queueId;
    Long start = starts.get(place);
    if (start == null && !starts.isEmpty()) {
      throw new MalformedException(
          "the answer to a pop of " + queue + " does not say where '" + place + "' begins");
    }
    return new PopReceipt(
        start == null ? offset : start,
        header.popTime(),
        header.invisibleTime(),
        header.reviveQueueId(),
        kind,
        queue.getBrokerName(),
        queueId,
        offset);
  }

  /**
   * Reads where the messages of each kind and queue begin (protocol b 7.3); old brokers are mute.
   */
  private static Map<String, Long> starts(@Nullable String text) {
    Map<String, Long> starts = new HashMap<>();
    if (text == null || text.isEmpty()) {
      return starts;
    }
    for (String entry : text.split(";", -1)) {
      int end = entry.lastIndexOf(' ');
      try {
        starts.put(entry.substring(0, Math.max(0, end)), Long.parseLong(entry.substring(end + 1)));
      } catch (NumberFormatException e) {
        throw new MalformedException("'" + text + "' says not where messages begin", e);
      }
    }
    return starts;
  }
}
