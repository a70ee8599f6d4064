package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No name server is known, or none answered; the text says which ones were asked and what came of
 * it. Code 10004.
 */
@Situation(
    symptom = "the first send of a topic fails",
    cause = "several name servers failed, each in its own way; the text lists them",
    remedy = "look at the name servers, or correct the addresses")
public class NameServerUnreachableException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public NameServerUnreachableException(String text, @Nullable Throwable cause) {
    super(10004, text, cause);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return List.of();
  }
}
