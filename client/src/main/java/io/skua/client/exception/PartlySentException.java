package io.skua.client.exception;

import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import java.io.Serial;
import java.util.List;

/**
 * Some of the batches of one call were stored, and then one was not; the cause tells why. What has
 * to be sent again is {@link #getUnsent()}.
 */
@Situation(
    symptom = "sendAll fails after some of its batches",
    cause = "one of the batches could not be sent; its failure is the cause",
    remedy = "send what getUnsent returns once more, after the cause is removed")
public class PartlySentException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<SendResult> results;
  private final transient List<Message> unsent;
  private final List<SendAttempt> attempts;

  /** Creates the exception. */
  public PartlySentException(List<SendResult> results, List<Message> unsent, Exception cause) {
    super(
        results.size()
            + " batches were stored, and "
            + unsent.size()
            + " messages were not: "
            + cause.getMessage(),
        cause);
    this.results = List.copyOf(results);
    this.unsent = List.copyOf(unsent);
    this.attempts = cause instanceof SendFailure failure ? failure.getAttempts() : List.of();
  }

  /** Returns the results of the batches that were stored, in order. */
  public List<SendResult> getResults() {
    return results;
  }

  /**
   * Returns the messages that are not known to be stored, in order: those of the batch that failed,
   * which may have been stored if its answer was lost, and those behind it.
   */
  public List<Message> getUnsent() {
    return unsent;
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
