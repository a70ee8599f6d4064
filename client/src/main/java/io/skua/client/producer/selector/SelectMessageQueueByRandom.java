package io.skua.client.producer.selector;

import io.skua.client.producer.MessageQueueSelector;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.SystemPlatform;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Chooses any queue, each as likely as the others. As safe for threads as its generator. */
public class SelectMessageQueueByRandom implements MessageQueueSelector {
  private final RandomGenerator random;

  /** Creates a selector that is safe for use from any thread. */
  public SelectMessageQueueByRandom() {
    this(SystemPlatform.INSTANCE.random());
  }

  /** Creates a selector that draws from a generator; one with a seed makes a run repeatable. */
  public SelectMessageQueueByRandom(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public MessageQueue select(List<MessageQueue> mqs, Message msg, @Nullable Object arg) {
    return mqs.get(random.nextInt(mqs.size()));
  }
}
