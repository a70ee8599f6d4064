package io.skua.server.transaction;

import io.skua.runtime.Clock;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.SystemTopics;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.store.ReadResult;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PropertyName;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which half messages are open. The queue of half messages has them in the order of their arrival;
 * a second queue has the ends, as <i>ops</i>: lists of half-queue offsets. The offsets that a group
 * of the system has committed to both say where to begin after a restart (protocol 7.8, store
 * format 7.3). In memory there is one bit for each half message behind the first open one, and one
 * entry for each op that has such a message.
 */
final class HalfProgress {
  private static final Logger log = LoggerFactory.getLogger(HalfProgress.class);

  /** The group under which the two offsets are kept. */
  static final String GROUP = "CID_RMQ_SYS_TRANS";

  private static final int QUEUE = 0;
  private static final String OP_TAG = "d";
  private static final String OP_PROPERTIES =
      MessageProperties.format(
          new TreeMap<>(Map.of(PropertyName.WAIT, "true", PropertyName.TAGS, OP_TAG)));

  private static final int READ_BYTES = 256 * 1024;
  private static final int READ_MESSAGES = 64;

  private record Op(long opOffset, long lastHalf) {}

  private final MessageStore store;
  private final Offsets offsets;
  private final Clock clock;
  private final ArrayDeque<Op> ops = new ArrayDeque<>();
  private final StringBuilder unwritten = new StringBuilder();
  private long lastUnwritten;
  private @Nullable InetSocketAddress host;
  private long first; // nothing before it is open
  private BitSet ended = new BitSet(); // counted from the first
  private long nextOp;

  /** Finds out from the two queues what is open. */
  HalfProgress(MessageStore store, Offsets offsets, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.offsets = offsets;
    this.first = start(SystemTopics.HALF);
    this.nextOp = start(SystemTopics.OP_HALF);
    readOps();
    advance();
  }

  private long start(String topic) {
    long kept = offsets.find(GROUP, topic, QUEUE);
    long min = store.minOffset(topic, QUEUE);
    return Math.min(Math.max(kept, min), store.maxOffset(topic, QUEUE));
  }

  private void readOps() {
    while (true) {
      ReadResult found =
          store.read(SystemTopics.OP_HALF, QUEUE, nextOp, READ_MESSAGES, READ_BYTES, null);
      byte[] records = found.records();
      for (MessageRecord op : MessageRecord.parseAll(records, 0, records.length)) {
        readOp(op);
      }
      if (found.nextBeginOffset() <= nextOp) {
        return;
      }
      nextOp = found.nextBeginOffset();
    }
  }

  private void readOp(MessageRecord op) {
    String tag = MessageProperties.value(op.properties(), PropertyName.TAGS);
    if (!OP_TAG.equals(tag)) {
      log.warn("an op with the tag {} at offset {} is ignored", tag, op.queueOffset());
      return;
    }
    long last = -1;
    for (String text : new String(op.body(), StandardCharsets.UTF_8).split(",", -1)) {
      try {
        long half = text.isBlank() ? -1 : Long.parseLong(text.trim());
        // What the log cannot hold is no offset: it must not make the set of bits grow.
        if (half < store.maxOffset(SystemTopics.HALF, QUEUE)) {
          mark(half);
          last = Math.max(last, half);
        }
      } catch (NumberFormatException e) {
        log.warn("an op at offset {} is damaged: {}", op.queueOffset(), text, e);
      }
    }
    ops.add(new Op(op.queueOffset(), last));
  }

  private void mark(long half) {
    if (half >= first) {
      ended.set((int) (half - first));
    }
  }

  /** Returns the first half message that may be open. */
  long first() {
    return first;
  }

  /** Returns the place behind the last half message. */
  long end() {
    return store.maxOffset(SystemTopics.HALF, QUEUE);
  }

  /** Returns how many half messages are open. */
  long open() {
    return end() - first - ended.cardinality();
  }

  /** Returns the first open half message from a place on; {@link #end} or more for none. */
  long nextOpen(long from) {
    return from < first ? nextOpen(first) : first + ended.nextClearBit((int) (from - first));
  }

  /** Reads a half message or, where the log has none any more, says where to go on. */
  ReadResult read(long half) {
    return store.read(SystemTopics.HALF, QUEUE, half, 1, READ_BYTES, null);
  }

  /** Notes that the log no longer has the half messages up to a place. */
  void gone(long from, long behind) {
    log.warn("the half messages {} to {} are no longer in the log: it is too old", from, behind);
    ended.set((int) (from - first), (int) (behind - first));
  }

  /**
   * Notes that a half message has ended, or has a newer copy. The caller also has to call {@link
   * #write}, in the same turn of the loop: then what became of the half message and the op that
   * says so reach the disk together.
   *
   * @param at the address of the broker, for the op
   */
  void ended(long half, InetSocketAddress at) {
    if (half < first) {
      return; // Ops of these are not looked at any more.
    }
    mark(half);
    unwritten.append(half).append(',');
    lastUnwritten = Math.max(lastUnwritten, half);
    host = at;
  }

  /** Writes the op of what has ended since the last one; what cannot be written stays. */
  void write() {
    InetSocketAddress at = host;
    if (unwritten.isEmpty() || at == null) {
      return;
    }
    byte[] body = unwritten.toString().getBytes(StandardCharsets.UTF_8);
    AppendResult result =
        store.append(
            new MessageDraft(
                SystemTopics.OP_HALF,
                QUEUE,
                0,
                0,
                clock.wallMillis(),
                at,
                at,
                0,
                0,
                body,
                0,
                body.length,
                OP_PROPERTIES));
    if (result.ok()) {
      ops.add(new Op(result.queueOffset(), lastUnwritten));
      unwritten.setLength(0);
      lastUnwritten = 0;
    } else {
      log.warn("the ends of transactions are not stored yet: {}", result.reason());
    }
  }

  /** Moves on behind what has ended, and keeps how far that is. */
  void advance() {
    int done = ended.nextClearBit(0);
    if (done > 0) {
      first += done;
      ended = ended.get(done, Math.max(done, ended.length()));
    }
    for (Op op = ops.peek(); op != null && op.lastHalf < first; op = ops.peek()) {
      ops.remove();
    }
    Op oldest = ops.peek();
    long opOffset = oldest == null ? store.maxOffset(SystemTopics.OP_HALF, QUEUE) : oldest.opOffset;
    commit(SystemTopics.HALF, first);
    commit(SystemTopics.OP_HALF, opOffset);
  }

  private void commit(String topic, long offset) {
    if (offset > 0) {
      offsets.commit(GROUP, topic, QUEUE, offset);
    }
  }
}
