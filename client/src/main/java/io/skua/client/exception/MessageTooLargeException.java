package io.skua.client.exception;

import java.io.Serial;
import java.util.List;

/** The message is larger than this producer sends; nothing has left. Code 13. */
@Situation(
    symptom = "a send fails at once with code 13",
    cause = "the body, or the batch, is larger than the producer's maxMessageSize",
    remedy =
        "send less at a time, or raise maxMessageSize here and at the broker, each 4 MiB by default")
public class MessageTooLargeException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public MessageTooLargeException(String text) {
    super(13, text);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return List.of();
  }
}
