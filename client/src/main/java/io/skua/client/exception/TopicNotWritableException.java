package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topic is there, and no queue of it can be written to. Code 10005. */
@Situation(
    symptom = "the topic is there, and sends fail at once",
    cause = "no queue may be written to, or its brokers have no master now",
    remedy = "give the topic write permission, or start the masters")
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
