package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No connection to the brokers could be made at the addresses that they advertised. The text names
 * the addresses and the remedies.
 */
@Situation(
    symptom = "the route is found, and connecting to the broker fails",
    cause = "the broker advertises an address that cannot be reached from here, or is down",
    remedy =
        "advertise one that can (--advertise; brokerIP1 of an Apache broker), or make that address reachable")
public class BrokerUnreachableException extends SendFailedException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception; the text has the attempts in it already. */
  public BrokerUnreachableException(
      String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(10001, text, cause, attempts);
  }
}
