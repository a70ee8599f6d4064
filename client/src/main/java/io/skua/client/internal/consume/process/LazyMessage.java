package io.skua.client.internal.consume.process;

import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.read.MessageDecoder;
import io.skua.common.message.MessageExt;
import io.skua.wire.message.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that stays a stored record until a consumption thread wants it, so that the loop
 * neither inflates nor copies bodies. Its content belongs to whichever thread has its batch.
 */
public abstract class LazyMessage {
  private final long offset;
  private final int bytes;
  private @Nullable MessageRecord stored; // null once decoded
  private volatile @Nullable MessageExt message; // once decoded

  /**
   * Makes a message of a stored one.
   *
   * @param offset its place in the queue that it came from; see {@link LightQueue}
   */
  protected LazyMessage(MessageRecord stored, long offset) {
    this.stored = stored;
    this.offset = offset;
    this.bytes = stored.bodyLength();
  }

  /** Returns its offset in the queue. */
  public final long offset() {
    return offset;
  }

  /** Returns the length of its body as it came (protocol b 15, trap 33). */
  public final int bytes() {
    return bytes;
  }

  /** Returns the broker that it came from. */
  public abstract String brokerName();

  /** Returns the form that its body is wanted in. */
  protected abstract BodyForm bodies();

  /** Tells the message what is known of it from the answer that it came with. */
  protected abstract void complete(MessageExt decoded);

  /**
   * Returns the message, which is decoded by the first call.
   *
   * @throws io.skua.wire.MalformedException when it is damaged
   * @throws io.skua.client.internal.compression.CodecUnavailableException when the library for its
   *     compression is missing
   */
  public final MessageExt message() {
    MessageExt known = message;
    if (known != null) {
      return known;
    }
    MessageRecord record = stored;
    if (record == null) {
      throw new IllegalStateException("a message in hand has no content");
    }
    MessageExt decoded = MessageDecoder.decode(record, bodies());
    decoded.setBrokerName(brokerName());
    decoded.setQueueOffset(offset);
    complete(decoded);
    message = decoded;
    stored = null;
    return decoded;
  }

  /** Returns the record of a message that could not be decoded; null for any other. */
  public final @Nullable MessageRecord stored() {
    return stored;
  }
}
