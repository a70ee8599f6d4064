package io.skua.server.pop;

import io.skua.wire.Output;
import io.skua.wire.header.PopMessageResult;
import io.skua.wire.message.PopTopics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pop has found so far: records, and what is said of them (protocol b 7.3). */
public final class PopAnswer {
  private final StringBuilder starts = new StringBuilder();
  private final StringBuilder places = new StringBuilder();
  private final StringBuilder orderCounts = new StringBuilder();
  private final Output records = new Output(4096);
  final long popTime;
  final long invisibleTime;
  final int reviveQueueId;
  private final int most;
  private int count;
  private long rest;
  private boolean unfinished;

  PopAnswer(long popTime, long invisibleTime, int reviveQueueId, int most) {
    this.popTime = popTime;
    this.invisibleTime = invisibleTime;
    this.reviveQueueId = reviveQueueId;
    this.most = most;
  }

  /** Returns how many messages there are. */
  public int count() {
    return count;
  }

  /** Says whether there are messages that nobody has looked at, because of the work they make. */
  public boolean unfinished() {
    return unfinished;
  }

  /** Returns the records. */
  public byte[] records() {
    return records.toByteArray();
  }

  /** Returns what the client is told. */
  public PopMessageResult header() {
    boolean order = reviveQueueId == PopMessageResult.ORDERLY;
    return new PopMessageResult(
        popTime,
        invisibleTime,
        reviveQueueId,
        rest,
        starts.toString(),
        places.toString(),
        order ? orderCounts.toString() : null);
  }

  int room() {
    return most - count;
  }

  Output recordsOut() {
    return records;
  }

  void left(long messages) {
    rest += messages;
  }

  void unfinishedWork() {
    unfinished = true;
  }

  /** Notes the messages of a queue. */
  void add(PopQueue queue, long startOffset, List<Long> offsets, @Nullable OrderedBatch ordered) {
    count += offsets.size();
    String kind = PopTopics.kind(queue.topic());
    entry(starts, kind, queue.queueId()).append(startOffset);
    entry(places, kind, queue.queueId());
    for (int i = 0; i < offsets.size(); i++) {
      places.append(i == 0 ? "" : ",").append(offsets.get(i));
    }
    if (ordered != null) {
      ordered.counts().forEach((offset, times) -> orderCount(kind, queue, offset, times));
      entry(orderCounts, kind, queue.queueId()).append(ordered.leastCount());
    }
  }

  private void orderCount(String kind, PopQueue queue, long offset, int times) {
    String place = "qo" + queue.queueId() + "%" + offset;
    next(orderCounts).append(kind).append(' ').append(place).append(' ').append(times);
  }

  private static StringBuilder entry(StringBuilder text, String kind, int queueId) {
    return next(text).append(kind).append(' ').append(queueId).append(' ');
  }

  private static StringBuilder next(StringBuilder text) {
    return text.isEmpty() ? text : text.append(';');
  }
}
