package io.skua.server.transaction;

import java.time.Duration;

/**
 * When producers are asked how their transactions ended (protocol 7.8; the defaults are those of
 * Apache RocketMQ 5.3.3).
 *
 * @param timeout how old a half message is before its producer is asked; the property
 *     CHECK_IMMUNITY_TIME_IN_SECONDS of a message stands in its place
 * @param maxChecks how often a producer is asked before the half message is given up
 * @param interval the time between two rounds of checks
 */
public record TransactionSettings(Duration timeout, int maxChecks, Duration interval) {
  /** Six seconds, 15 checks, a round every 30 seconds. */
  public static final TransactionSettings DEFAULT =
      new TransactionSettings(Duration.ofSeconds(6), 15, Duration.ofSeconds(30));

  /** Checks that the times are positive and the number is not negative. */
  public TransactionSettings {
    if (timeout.isNegative() || interval.isNegative() || interval.isZero() || maxChecks < 0) {
      throw new IllegalArgumentException(
          "transactions need a timeout and a number of checks that are not negative and an interval"
              + " that is positive, not "
              + timeout
              + ", "
              + maxChecks
              + " and "
              + interval);
    }
  }
}
