package io.skua.client.internal.compat;

import io.skua.client.exception.AccessDeniedException;
import io.skua.client.exception.AuthenticationFailedException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.internal.access.AccessRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exceptions of clients that a server does not know or does not let in, with the remedy. */
final class AccessFailures {
  private AccessFailures() {}

  /**
   * Makes the exception of a refusal.
   *
   * @param server who refused, for people
   * @param action what was to be done with the resource, as permissions call it
   * @param user the user that the client signs for, or null
   * @param lines what was tried, for people
   */
  static MQClientException of(
      AccessRefusal refusal,
      String server,
      String action,
      @Nullable String user,
      @Nullable Throwable cause,
      List<SendAttempt> attempts,
      String lines) {
    String named = refusal.user() == null ? user : refusal.user();
    if (refusal.kind().isCredentials()) {
      String text = server + " refuses: " + refusal.remark() + credentials(refusal.kind(), named);
      return new AuthenticationFailedException(text + lines, named, cause, attempts);
    }
    String text = server + " refuses: " + refusal.remark() + grant(refusal, action, named);
    return new AccessDeniedException(
        text + lines, named, refusal.resource(), action, cause, attempts);
  }

  private static String credentials(AccessRefusal.Kind kind, @Nullable String user) {
    String remedy =
        switch (kind) {
          case NO_CREDENTIALS ->
              user == null
                  ? "This client has no credentials. Give its constructor new"
                      + " AclClientRPCHook(new SessionCredentials(user, password))"
                  : "The credentials of user " + user + " did not reach it";
          case UNKNOWN_USER ->
              "Make the user there, or correct the access key: mqadmin createUser -u "
                  + user
                  + " -p <password> -t Normal";
          case DISABLED_USER -> "Enable it: mqadmin updateUser -u " + user + " -s enable";
          case WRONG_SIGNATURE, NO_PERMISSION ->
              "The secret key is not the password of user "
                  + user
                  + " there. Correct the SessionCredentials of this client, or set the password:"
                  + " mqadmin updateUser -u "
                  + user
                  + " -p <password>";
        };
    return "\n" + remedy;
  }

  private static String grant(AccessRefusal refusal, String action, @Nullable String user) {
    String resource = refusal.resource();
    if (user == null || resource == null) {
      return "\nThe user needs the permission to " + action;
    }
    return "\nUser "
        + user
        + " needs the permission to "
        + action
        + " on "
        + resource
        + ". An administrator grants it with mqadmin createAcl -s User:"
        + user
        + " -r "
        + resource
        + " -a "
        + action
        + " -d Allow";
  }
}
