package io.skua.client.internal.consume.pop;

import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.process.LazyMessage;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PopReceipt;
import io.skua.wire.message.PropertyName;
import org.jspecify.annotations.Nullable;

/** A message that was popped: lent to this client, against a receipt. */
final class Popped extends LazyMessage {
  /**
   * What all messages of a pop have in common.
   *
   * @param queue that was popped, which has the number -1 when it was all of a broker
   * @param popTime when they were popped, in the broker's wall milliseconds
   * @param visibleAt until when they are ours, in the nanoseconds of this client's clock. It counts
   *     from the answer, as the two clocks may differ by more than that time.
   * @param bodies the form that they are wanted in
   */
  record Origin(MessageQueue queue, long popTime, long visibleAt, BodyForm bodies) {}

  private final Origin origin;
  private final PopReceipt receipt;
  private final String receiptText;
  private final int failures;
  boolean begun; // guarded by the lock of the process queue

  private Popped(MessageRecord stored, Origin origin, PopReceipt receipt, String receiptText) {
    super(stored, receipt.queueOffset());
    this.origin = origin;
    this.receipt = receipt;
    this.receiptText = receiptText;
    this.failures = stored.reconsumeTimes();
  }

  /** Makes a message whose broker has put no receipt into it. */
  static Popped of(MessageRecord stored, Origin origin, PopReceipt receipt) {
    return new Popped(stored, origin, receipt, receipt.text());
  }

  /**
   * Returns the receipt that the broker has put into a message, or null. It is never replaced
   * (protocol b 15, trap 42), and goes back as it came, with what proxies append.
   */
  static @Nullable String receiptIn(MessageRecord stored) {
    return MessageProperties.value(stored.properties(), PropertyName.POP_RECEIPT);
  }

  /** Makes a message whose broker has put a receipt into it. */
  static Popped of(MessageRecord stored, Origin origin, String receipt) {
    return new Popped(stored, origin, PopReceipt.parse(receipt), receipt);
  }

  @Override
  public String brokerName() {
    return origin.queue().getBrokerName();
  }

  @Override
  protected BodyForm bodies() {
    return origin.bodies();
  }

  @Override
  protected void complete(MessageExt decoded) {
    MessageAccessor.putProperty(decoded, MessageConst.PROPERTY_POP_CK, receiptText);
    if (decoded.getProperty(MessageConst.PROPERTY_FIRST_POP_TIME) == null) {
      MessageAccessor.putProperty(
          decoded, MessageConst.PROPERTY_FIRST_POP_TIME, Long.toString(origin.popTime()));
    }
  }

  /** Returns the topic that the message was sent to. */
  String topic() {
    return origin.queue().getTopic();
  }

  /** Returns what the message is confirmed with. */
  PopReceipt receipt() {
    return receipt;
  }

  /** Returns the receipt as it came. */
  String receiptText() {
    return receiptText;
  }

  /** Returns how often the message was popped before, and not confirmed. */
  int failures() {
    return failures;
  }

  /** Says whether others may have the message by now. */
  boolean visible(long nowNanos) {
    return nowNanos - origin.visibleAt() >= 0;
  }
}
