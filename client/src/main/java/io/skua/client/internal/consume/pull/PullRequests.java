package io.skua.client.internal.consume.pull;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.common.message.MessageQueue;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.header.PullMessage;

/** What consumers ask brokers for (protocol b 4.1). */
final class PullRequests {
  private PullRequests() {}

  /**
   * Returns a request.
   *
   * @param flags bits of {@link PullMessage}; the subscription goes along if they say so
   * @param commit the offset to commit, if they say so
   */
  static PullMessage of(
      ConsumerSettings settings,
      SubscriptionData subscription,
      MessageQueue queue,
      long offset,
      int most,
      int mostBytes,
      int flags,
      long commit) {
    boolean tags = subscription.expressionType().equals(SubscriptionData.TAG);
    return new PullMessage(
        settings.group(),
        queue.getTopic(),
        queue.getQueueId(),
        offset,
        most,
        flags,
        commit,
        settings.suspend().toMillis(),
        (flags & PullMessage.SUBSCRIPTION) != 0 ? subscription.expression() : null,
        tags && settings.lite() ? 0 : subscription.version(),
        subscription.expressionType(),
        mostBytes,
        null,
        null,
        queue.getBrokerName());
  }
}
