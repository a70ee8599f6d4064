package io.skua.client.exception;

import java.util.List;

/**
 * What the exceptions of a failed send have in common, whatever known type they extend: they tell
 * what was tried.
 *
 * <pre>{@code
 * } catch (MQClientException | RemotingException e) {
 *   if (e instanceof SendFailure failure) {
 *     failure.getAttempts().forEach(attempt -> log.warn("{}", attempt));
 *   }
 * }
 * }</pre>
 */
public interface SendFailure {
  /**
   * Returns the attempts that reached the point of choosing a broker, in order; empty when there
   * was no route.
   */
  List<SendAttempt> getAttempts();
}
