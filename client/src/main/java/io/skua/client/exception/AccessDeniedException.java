package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server knows the user, and the user may not do this. The text names user, resource, action and
 * the remedy. Code 16. The cause is a broker's {@link MQBrokerException}, or that there is no
 * route.
 */
@Situation(
    symptom = "sends fail with code 16",
    cause = "the user lacks the permission that the text names",
    remedy = "grant it with mqadmin createAcl, or in the server's file of users")
public class AccessDeniedException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final @Nullable String user;
  private final @Nullable String resource;
  private final String action;
  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public AccessDeniedException(
      String text,
      @Nullable String user,
      @Nullable String resource,
      String action,
      @Nullable Throwable cause,
      List<SendAttempt> attempts) {
    super(16, text, cause);
    this.user = user;
    this.resource = resource;
    this.action = action;
    this.attempts = List.copyOf(attempts);
  }

  /** Returns the user, or null when neither server nor client named one. */
  public @Nullable String getUser() {
    return user;
  }

  /** Returns what the user may not touch, {@code Topic:orders} say, or null if it was not said. */
  public @Nullable String getResource() {
    return resource;
  }

  /** Returns what the user may not do with it: {@code Pub}, {@code Create}, {@code Get}. */
  public String getAction() {
    return action;
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
