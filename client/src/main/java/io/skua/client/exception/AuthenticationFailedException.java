package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server does not believe that this client is who it says, or does not know the user. The text
 * names the user and the remedy. Code 16; nothing is tried again, because every attempt would end
 * the same way. The cause is a broker's {@link MQBrokerException}, or that there is no route.
 */
@Situation(
    symptom = "sends fail after one attempt with code 16",
    cause = "the user or its secret is wrong, missing or disabled",
    remedy = "correct the credentials of the AclClientRPCHook, or the user at the server")
public class AuthenticationFailedException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final @Nullable String user;
  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public AuthenticationFailedException(
      String text, @Nullable String user, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(16, text, cause);
    this.user = user;
    this.attempts = List.copyOf(attempts);
  }

  /** Returns the user that the client gave itself out for, or null when it has no credentials. */
  public @Nullable String getUser() {
    return user;
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
