package io.skua.client.stat;

import io.skua.client.internal.instance.ConsumerRates;
import io.skua.client.internal.instance.ConsumerRates.Figure;

/**
 * Counts what programs do that pull or consume in a way of their own. Whoever asks the consumer how
 * it is doing is told ({@code mqadmin consumerStatus}, under RT and TPS): rates per second and mean
 * times of the last minute, failures of the last hour. This client counts nothing here by itself.
 * Thread-safe.
 */
public class ConsumerStatsManager {
  private final ConsumerRates rates;

  /** Makes the door to the figures of a client instance, which does that by itself. */
  public ConsumerStatsManager(ConsumerRates rates) {
    this.rates = rates;
  }

  /** Counts a pull and how long it took, in milliseconds. */
  public void incPullRT(String group, String topic, long rt) {
    rates.add(Figure.PULL_TIME, group, topic, rt);
  }

  /** Counts messages that were pulled. */
  public void incPullTPS(String group, String topic, long msgs) {
    rates.add(Figure.PULLED, group, topic, msgs);
  }

  /** Counts a call of a listener and how long it took, in milliseconds. */
  public void incConsumeRT(String group, String topic, long rt) {
    rates.add(Figure.CONSUME_TIME, group, topic, rt);
  }

  /** Counts messages that were consumed. */
  public void incConsumeOKTPS(String group, String topic, long msgs) {
    rates.add(Figure.CONSUMED, group, topic, msgs);
  }

  /** Counts messages whose consumption failed. */
  public void incConsumeFailedTPS(String group, String topic, long msgs) {
    rates.add(Figure.FAILED, group, topic, msgs);
  }
}
