package io.skua.server.pop;

import io.skua.runtime.Clock;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Names;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.store.MessageFilter;
import io.skua.store.MessageStore;
import io.skua.store.ReadResult;
import io.skua.store.ReadStatus;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.header.PopMessage;
import io.skua.wire.header.PopMessageResult;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PopReceipt;
import io.skua.wire.message.PopTopics;
import io.skua.wire.message.PropertyName;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Pops messages (protocol b 7.2): from a queue or all queues of a topic. On the loop. */
public final class Pops {
  private static final int MAX_BYTES = 256 * 1024;

  /** How many queues with a number the receipts name (reviveQueueNum of Apache 5.3.3). */
  private static final int REVIVE_QUEUES = 8;

  /** How often in a hundred retries come first (popFromRetryProbability of Apache 5.3.3). */
  private static final int RETRY_FIRST = 20;

  /** The most reads of a queue for one pop; each looks at 800 messages at least. */
  private static final int MOST_READS = 8;

  private final MessageStore store;
  private final Topics topics;
  private final Offsets offsets;
  private final InFlight inFlight;
  private final Ordered ordered;
  private final WaitingPops waiting;
  private final Revive revive;
  private final Clock clock;
  private final RandomGenerator random;
  private final Identity identity;
  private int pops;

  /** Makes it. */
  public Pops(
      MessageStore store,
      Topics topics,
      Offsets offsets,
      InFlight inFlight,
      Ordered ordered,
      WaitingPops waiting,
      Revive revive,
      Clock clock,
      RandomGenerator random,
      Identity identity) {
    this.store = store;
    this.topics = topics;
    this.offsets = offsets;
    this.inFlight = inFlight;
    this.ordered = ordered;
    this.waiting = waiting;
    this.revive = revive;
    this.clock = clock;
    this.random = random;
    this.identity = identity;
  }

  /**
   * Pops what is there.
   *
   * @param tags says which tag codes are wanted; null for all
   */
  public PopAnswer pop(PopMessage pop, @Nullable MessageFilter tags) {
    PopAnswer answer = none(pop);
    One one = new One(pop, tags, answer);
    int chance = random.nextInt(100);
    boolean retries = !pop.order() && !pop.topic().startsWith(Names.RETRY);
    if (retries && chance < RETRY_FIRST) {
      one.retries(chance);
    }
    one.topic(pop.topic(), pop.queueId(), chance);
    if (retries && chance >= RETRY_FIRST) {
      one.retries(chance);
    }
    if (one.began) {
      // After a crash a new group would begin elsewhere.
      offsets.flush();
    }
    revive.watch();
    return answer;
  }

  /** Returns an answer without messages. */
  public PopAnswer none(PopMessage pop) {
    int revive = pop.order() ? PopMessageResult.ORDERLY : Math.floorMod(pops++, REVIVE_QUEUES);
    return new PopAnswer(clock.wallMillis(), pop.invisibleTime(), revive, pop.maxMsgNums());
  }

  /** Says whether a pop would find something; {@code attemptId} counts with {@code order} only. */
  public boolean any(
      String group, String topic, int queueId, boolean order, @Nullable String attemptId) {
    if (!order) {
      for (String retry : retryTopics(group, topic)) {
        if (anyIn(group, retry, PopMessage.ANY_QUEUE, false, null)) {
          return true;
        }
      }
    }
    return anyIn(group, topic, queueId, order, attemptId);
  }

  private boolean anyIn(
      String group, String topic, int queueId, boolean order, @Nullable String attemptId) {
    long now = clock.wallMillis();
    for (int id : queues(topic, queueId, 0)) {
      PopQueue queue = new PopQueue(group, topic, id);
      boolean blocked = order && ordered.freeAt(queue, attemptId) > now;
      if (!blocked && Math.max(0, inFlight.next(queue)) < store.maxOffset(topic, id)) {
        return true;
      }
    }
    return false;
  }

  /** Returns when a queue may be popped in order that may not be now, in wall milliseconds. */
  public long freeAt(String group, String topic, int queueId, @Nullable String attemptId) {
    long now = clock.wallMillis();
    long first = Long.MAX_VALUE;
    for (int id : queues(topic, queueId, 0)) {
      long free = ordered.freeAt(new PopQueue(group, topic, id), attemptId);
      if (free > now) {
        first = Math.min(first, free);
      }
    }
    return first == Long.MAX_VALUE ? Long.MIN_VALUE : first;
  }

  private static List<String> retryTopics(String group, String topic) {
    return List.of(PopTopics.retry(group, topic), PopTopics.retryV2(group, topic));
  }

  /** Returns the number asked for, or those of all queues, beginning somewhere. */
  private int[] queues(String topic, int queueId, int begin) {
    if (queueId != PopMessage.ANY_QUEUE) {
      return new int[] {queueId};
    }
    TopicConfig config = topics.find(topic);
    int[] all = new int[config == null ? 0 : config.readQueueNums()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (begin + i) % all.length;
    }
    return all;
  }

  /** One pop. */
  private final class One {
    private final PopMessage pop;
    private final @Nullable MessageFilter tags;
    private final PopAnswer answer;
    private boolean began; // somewhere, as a new group

    One(PopMessage pop, @Nullable MessageFilter tags, PopAnswer answer) {
      this.pop = pop;
      this.tags = tags;
      this.answer = answer;
    }

    void retries(int begin) {
      for (String retry : retryTopics(pop.consumerGroup(), pop.topic())) {
        waiting.origin(retry, pop.topic());
        if (topics.find(retry) != null) {
          topic(retry, PopMessage.ANY_QUEUE, begin);
        }
      }
    }

    void topic(String topic, int queueId, int begin) {
      for (int id : queues(topic, queueId, begin)) {
        queue(new PopQueue(pop.consumerGroup(), topic, id));
      }
    }

    private void queue(PopQueue queue) {
      boolean blocked = pop.order() && ordered.freeAt(queue, pop.attemptId()) > answer.popTime;
      long next = begin(queue);
      for (int reads = 0; answer.room() > 0 && !blocked && !inFlight.full(); reads++) {
        if (reads == MOST_READS) {
          answer.unfinishedWork();
          break;
        }
        ReadResult read =
            store.read(queue.topic(), queue.queueId(), next, answer.room(), MAX_BYTES, tags);
        if (read.status() == ReadStatus.FOUND) {
          found(queue, next, read);
        }
        if (read.status() == ReadStatus.FOUND || read.nextBeginOffset() == next) {
          next = read.nextBeginOffset();
          break;
        }
        // Unwanted messages, or an offset that the queue does not have (any more).
        next = read.nextBeginOffset();
        inFlight.skip(queue, next);
      }
      answer.left(Math.max(0, store.maxOffset(queue.topic(), queue.queueId()) - next));
    }

    /** A new group begins where it wants to; retries are always read from the first one on. */
    private long begin(PopQueue queue) {
      long committed = offsets.find(queue.group(), queue.topic(), queue.queueId());
      long next = pop.order() ? committed : inFlight.next(queue);
      if (next != Offsets.NONE) {
        return next;
      }
      long min = store.minOffset(queue.topic(), queue.queueId());
      boolean fromMin =
          pop.initMode() == PopMessage.FROM_MIN || queue.topic().startsWith(Names.RETRY);
      // A queue that has all its messages is read from the beginning, as by pulls.
      long first =
          fromMin || min == 0
              ? min
              : Math.max(0, store.maxOffset(queue.topic(), queue.queueId()) - 1);
      inFlight.skip(queue, first);
      began = true;
      return first;
    }

    private void found(PopQueue queue, long start, ReadResult read) {
      List<MessageRecord> messages =
          MessageRecord.parseAll(read.records(), 0, read.records().length);
      List<Long> taken = new ArrayList<>(messages.size());
      for (MessageRecord message : messages) {
        taken.add(message.queueOffset());
      }
      OrderedBatch batch = null;
      if (pop.order()) {
        batch = ordered.take(queue, taken, pop.attemptId(), answer.popTime, answer.invisibleTime);
      } else {
        long next = read.nextBeginOffset();
        inFlight.take(queue, taken, next, answer.popTime, answer.invisibleTime);
      }
      answer.add(queue, start, taken, batch);
      if (queue.topic().equals(pop.topic())) {
        answer.recordsOut().bytes(read.records(), 0, read.records().length);
      } else {
        messages.forEach(message -> retried(queue, start, message));
      }
    }

    /** Shows a message of a retry topic as one of its topic, with its receipt. */
    private void retried(PopQueue queue, long start, MessageRecord message) {
      PopReceipt receipt =
          new PopReceipt(
              start,
              answer.popTime,
              answer.invisibleTime,
              answer.reviveQueueId,
              PopTopics.kind(queue.topic()),
              identity.broker(),
              queue.queueId(),
              message.queueOffset());
      MessageDraft shown =
          new MessageDraft(
              pop.topic(),
              message.queueId(),
              message.flag(),
              message.sysFlag(),
              message.bornTimestamp(),
              message.bornHost(),
              message.storeHost(),
              message.reconsumeTimes(),
              message.preparedTransactionOffset(),
              message.array(),
              message.bodyStart(),
              message.bodyLength(),
              MessageProperties.with(
                  message.properties(), PropertyName.POP_RECEIPT, receipt.text()));
      MessageRecord.write(
          shown,
          message.queueOffset(),
          message.logOffset(),
          message.storeTimestamp(),
          answer.recordsOut());
    }
  }
}
