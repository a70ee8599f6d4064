package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every attempt was refused, the last one because the broker has too much to do. Code 2. */
@Situation(
    symptom = "a send fails after its attempts, which came later and later",
    cause = "the brokers of the topic cannot store as fast as messages come",
    remedy = "send more slowly, or add brokers; the message was not stored and may be sent again")
public class AllBrokersBusyException extends SendFailedException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception; the text has the attempts in it already. */
  public AllBrokersBusyException(
      int code, String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(code, text, cause, attempts);
  }
}
