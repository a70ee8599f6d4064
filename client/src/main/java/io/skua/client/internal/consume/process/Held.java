package io.skua.client.internal.consume.process;

import io.skua.client.internal.read.MessageDecoder;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.wire.message.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message in hand. It stays a stored record until a consumption thread wants it, so that the loop
 * neither inflates nor copies bodies. Its place in the queue belongs to the {@link ProcessQueue},
 * its content to whichever thread has its batch.
 */
public final class Held {
  /**
   * What all messages of a pull have in common.
   *
   * @param minOffset the first offset of the queue then, as text
   * @param maxOffset the offset behind the last one then, as text
   */
  public record Origin(String brokerName, int queueId, String minOffset, String maxOffset) {}

  private final Origin origin;
  private final long offset;
  private final int bytes;
  private @Nullable MessageRecord stored; // null once decoded
  private volatile @Nullable MessageExt message; // once decoded
  // Guarded by the lock of the process queue.
  @Nullable Held next;
  boolean done;
  boolean begun;
  long begunAt;

  /** Makes a message in hand of a stored one. */
  public Held(MessageRecord stored, Origin origin) {
    this.stored = stored;
    this.origin = origin;
    this.offset = stored.queueOffset();
    this.bytes = stored.bodyLength();
  }

  /** Returns its offset in the queue. */
  public long offset() {
    return offset;
  }

  /** Returns the length of its body as it came (protocol b 15, trap 33). */
  public int bytes() {
    return bytes;
  }

  /** Returns the broker that it came from. */
  public String brokerName() {
    return origin.brokerName();
  }

  /**
   * Returns the message, which is decoded by the first call.
   *
   * @throws io.skua.wire.MalformedException when it is damaged
   * @throws io.skua.client.internal.compression.CodecUnavailableException when the library for its
   *     compression is missing
   */
  public MessageExt message() {
    MessageExt known = message;
    if (known != null) {
      return known;
    }
    MessageRecord record = stored;
    if (record == null) {
      throw new IllegalStateException("a message in hand has no content");
    }
    MessageExt decoded = MessageDecoder.decode(record);
    decoded.setBrokerName(origin.brokerName());
    decoded.setQueueId(origin.queueId());
    MessageAccessor.putProperty(decoded, MessageConst.PROPERTY_MIN_OFFSET, origin.minOffset());
    MessageAccessor.putProperty(decoded, MessageConst.PROPERTY_MAX_OFFSET, origin.maxOffset());
    message = decoded;
    stored = null;
    return decoded;
  }

  /** Returns the record of a message that could not be decoded; null for any other. */
  public @Nullable MessageRecord stored() {
    return stored;
  }
}
