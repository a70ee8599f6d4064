package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name servers do not know the topic, and it is not created automatically. Code 10005. */
@Situation(
    symptom = "the first send of a topic fails at once",
    cause = "the name server does not know the topic, and no broker there makes topics by itself",
    remedy = "create the topic, or check that this is the right cluster")
public class TopicNotFoundException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public TopicNotFoundException(String text, @Nullable Throwable cause) {
    super(10005, text, cause);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return List.of();
  }
}
