package io.skua.client.internal.consume.pull;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.process.HandLimit;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;

/**
 * What the pullers of one consumer share. The loop owns what changes, but for the pause, which
 * anybody may set.
 */
public final class Pulling {
  final ClientInstance instance;
  final ConsumerSettings settings;
  final SubscriptionTable subscriptions;
  final Offsets offsets;
  final Delivery delivery;
  final StartOffset start;
  final HandLimit inHand = new HandLimit();
  private volatile boolean paused;
  private int queues;

  /** Puts the parts together. */
  public Pulling(
      ClientInstance instance,
      ConsumerSettings settings,
      SubscriptionTable subscriptions,
      Offsets offsets,
      Delivery delivery) {
    this.instance = instance;
    this.settings = settings;
    this.subscriptions = subscriptions;
    this.offsets = offsets;
    this.delivery = delivery;
    this.start = new StartOffset(instance, settings, offsets);
  }

  /** Lets all queues rest, or go on within a second. From any thread. */
  public void pause(boolean rest) {
    paused = rest;
  }

  /** Says whether all queues rest. */
  public boolean paused() {
    return paused;
  }

  /** Returns how much all queues have in hand. */
  public HandLimit inHand() {
    return inHand;
  }

  /** Notes how many queues are ours, among which the limits of a topic are shared out. */
  public void queues(int ours) {
    queues = ours;
  }

  /** Forgets the offset of a queue that is no longer ours. */
  public void forget(MessageQueue queue) {
    offsets.remove(queue);
  }

  /** Returns the most messages in hand of one queue (protocol b 1.6, below the table). */
  int mostMessages() {
    int perTopic = settings.messagesPerTopic();
    return perTopic > 0 ? Math.max(1, perTopic / Math.max(1, queues)) : settings.messagesPerQueue();
  }

  /** Returns the most bytes in hand of one queue. */
  long mostBytes() {
    long perTopic = settings.bytesPerTopic();
    return perTopic > 0 ? Math.max(1, perTopic / Math.max(1, queues)) : settings.bytesPerQueue();
  }
}
