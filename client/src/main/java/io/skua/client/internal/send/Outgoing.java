package io.skua.client.internal.send;

import org.jspecify.annotations.Nullable;

/**
 * A message as it goes on the wire, made once and sent by every attempt.
 *
 * @param topic the topic as the broker knows it
 * @param userTopic the topic as the user knows it
 * @param properties the property string
 * @param body what is transmitted, compressed if {@code sysFlag} says so
 * @param uniqueKey the client's id of the message; joined by commas for a batch
 * @param requestCode how it is sent: {@code SEND_MESSAGE_V2}, {@code SEND_BATCH_MESSAGE} ...
 */
@SuppressWarnings("ArrayRecordComponent")
public record Outgoing(
    String topic,
    String userTopic,
    int flag,
    int sysFlag,
    String properties,
    byte[] body,
    String uniqueKey,
    int requestCode,
    boolean batch,
    long bornTimestamp,
    int reconsumeTimes,
    @Nullable Integer maxReconsumeTimes) {
  /** Returns this message with another property string. */
  public Outgoing withProperties(String changed) {
    return new Outgoing(
        topic,
        userTopic,
        flag,
        sysFlag,
        changed,
        body,
        uniqueKey,
        requestCode,
        batch,
        bornTimestamp,
        reconsumeTimes,
        maxReconsumeTimes);
  }
}
