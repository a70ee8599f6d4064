package io.skua.wire.message;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A message before it has a place in a log: everything in a record but the offsets and the store
 * time. The body is a part of an array that the caller must not change until the draft was written.
 *
 * @param topic name of the topic
 * @param queueId number of the queue
 * @param flag the user's number, not interpreted
 * @param sysFlag see {@link SysFlag}; the two address family bits are set by the writer
 * @param bornTimestamp wall time in milliseconds at the sender
 * @param bornHost address of the sender, resolved
 * @param storeHost address of the broker, resolved
 * @param reconsumeTimes how often consumption was retried
 * @param preparedTransactionOffset log offset of the half message, or 0
 * @param body array that holds the body
 * @param bodyOffset where the body begins in {@code body}
 * @param bodyLength how many bytes the body has
 * @param properties the property string (protocol 4.3)
 */
@SuppressWarnings("ArrayRecordComponent")
public record MessageDraft(
    String topic,
    int queueId,
    int flag,
    int sysFlag,
    long bornTimestamp,
    InetSocketAddress bornHost,
    InetSocketAddress storeHost,
    int reconsumeTimes,
    long preparedTransactionOffset,
    byte[] body,
    int bodyOffset,
    int bodyLength,
    String properties) {
  /** Checks that the body lies in its array and that the addresses are resolved. */
  public MessageDraft {
    Objects.checkFromIndexSize(bodyOffset, bodyLength, body.length);
    if (bornHost.isUnresolved() || storeHost.isUnresolved()) {
      throw new IllegalArgumentException(
          "hosts of a message must be resolved: " + bornHost + ", " + storeHost);
    }
  }
}
