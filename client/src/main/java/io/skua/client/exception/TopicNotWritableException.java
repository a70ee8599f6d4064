package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topic is there, and no queue of it can be written to. Code 10005. */
public class TopicNotWritableException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public TopicNotWritableException(String text, @Nullable Throwable cause) {
    super(10005, text, cause);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return List.of();
  }
}
