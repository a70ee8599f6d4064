package io.skua.wire.message;

import io.skua.wire.MalformedException;

/**
 * What a popped message is confirmed with (protocol b 7.4): eight parts with one blank between.
 *
 * @param startOffset the queue offset at which the pop began
 * @param popTime when it was popped, in the broker's wall milliseconds
 * @param invisibleTime until how many milliseconds later it is the client's
 * @param reviveQueueId see {@link io.skua.wire.header.PopMessageResult#ORDERLY}
 * @param kind which topic it really is in: see {@link PopTopics}
 * @param brokerName the broker that has it
 * @param queueId its queue
 * @param queueOffset its queue offset
 */
public record PopReceipt(
    long startOffset,
    long popTime,
    long invisibleTime,
    int reviveQueueId,
    String kind,
    String brokerName,
    int queueId,
    long queueOffset) {
  private static final int PARTS = 8;

  /** Returns the receipt as it travels. */
  public String text() {
    return startOffset
        + " "
        + popTime
        + " "
        + invisibleTime
        + " "
        + reviveQueueId
        + " "
        + kind
        + " "
        + brokerName
        + " "
        + queueId
        + " "
        + queueOffset;
  }

  /**
   * Reads a receipt; parts behind the eighth are ignored, as proxies append one.
   *
   * @throws MalformedException when the text is none
   */
  public static PopReceipt parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length >= PARTS) {
      try {
        return new PopReceipt(
            Long.parseLong(parts[0]),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            Integer.parseInt(parts[3]),
            parts[4],
            parts[5],
            Integer.parseInt(parts[6]),
            Long.parseLong(parts[7]));
      } catch (NumberFormatException e) {
        throw new MalformedException("the receipt '" + text + "' has a part that is no number", e);
      }
    }
    throw new MalformedException("the receipt '" + text + "' has fewer than 8 parts");
  }
}
