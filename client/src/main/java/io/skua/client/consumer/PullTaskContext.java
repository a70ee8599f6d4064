package io.skua.client.consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a scheduled pull gets, and says about the next one. Belongs to the thread that pulls.
 *
 * @deprecated as {@link DefaultMQPullConsumer} is
 */
@Deprecated
public class PullTaskContext {
  private int pullNextDelayTimeMillis = 200;
  private @Nullable MQPullConsumer pullConsumer;

  /** Creates a context without a consumer and with a pause of 200 ms. */
  public PullTaskContext() {}

  /** Returns the pause before the next pull, in milliseconds. */
  public int getPullNextDelayTimeMillis() {
    return pullNextDelayTimeMillis;
  }

  /** Sets the pause before the next pull, in milliseconds; 200 unless set. */
  public void setPullNextDelayTimeMillis(int pullNextDelayTimeMillis) {
    this.pullNextDelayTimeMillis = pullNextDelayTimeMillis;
  }

  /** Returns the consumer to pull with. */
  public @Nullable MQPullConsumer getPullConsumer() {
    return pullConsumer;
  }

  /** Sets the consumer to pull with. */
  public void setPullConsumer(@Nullable MQPullConsumer pullConsumer) {
    this.pullConsumer = pullConsumer;
  }
}
