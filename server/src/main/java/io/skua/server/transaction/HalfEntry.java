package io.skua.server.transaction;

/**
 * What operators see of a half message.
 *
 * @param topic the topic that it is for
 * @param producerGroup the group whose producers are asked
 * @param uniqueKey the client's id of the message, which is the id of the transaction
 * @param ageMillis how long ago it was sent; of one that has ended, how long that took
 * @param checks how often a producer was asked
 * @param outcome what became of it
 */
public record HalfEntry(
    String topic,
    String producerGroup,
    String uniqueKey,
    long ageMillis,
    int checks,
    Outcome outcome) {
  /** What became of a half message. */
  public enum Outcome {
    /** Nothing yet: its producer has not said. */
    OPEN,
    /** It was delivered. */
    COMMITTED,
    /** It was forgotten, as its producer wanted. */
    ROLLED_BACK,
    /** Nobody could say in time; it is in the topic TRANS_CHECK_MAX_TIME_TOPIC. */
    GIVEN_UP
  }
}
