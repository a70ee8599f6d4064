package io.skua.client.internal.consume.process;

import io.skua.client.internal.compression.BodyForm;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.wire.message.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that was pulled and is in hand. Its place in the queue is the {@link ProcessQueue}'s.
 */
public final class Held extends LazyMessage {
  /**
   * What all messages of a pull have in common.
   *
   * @param minOffset the first offset of the queue then, as text
   * @param maxOffset the offset behind the last one then, as text
   * @param bodies the form that they are wanted in
   */
  public record Origin(
      String brokerName, int queueId, String minOffset, String maxOffset, BodyForm bodies) {}

  private final Origin origin;
  // Guarded by the lock of the process queue.
  @Nullable Held next;
  boolean done;
  boolean begun;
  long begunAt;

  /** Makes a message in hand of a stored one. */
  public Held(MessageRecord stored, Origin origin) {
    this(stored, origin, stored.queueOffset());
  }

  /** Makes a message in hand of one that is stored for another queue as well. */
  public Held(MessageRecord stored, Origin origin, long offset) {
    super(stored, offset);
    this.origin = origin;
  }

  @Override
  public String brokerName() {
    return origin.brokerName();
  }

  @Override
  protected BodyForm bodies() {
    return origin.bodies();
  }

  @Override
  protected void complete(MessageExt decoded) {
    decoded.setQueueId(origin.queueId());
    MessageAccessor.putProperty(decoded, MessageConst.PROPERTY_MIN_OFFSET, origin.minOffset());
    MessageAccessor.putProperty(decoded, MessageConst.PROPERTY_MAX_OFFSET, origin.maxOffset());
  }
}
