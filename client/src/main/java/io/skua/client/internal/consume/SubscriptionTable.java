package io.skua.client.internal.consume;

import io.skua.wire.body.SubscriptionData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a consumer wants of which topic, as the servers know it. Thread-safe. */
public final class SubscriptionTable {
  private final Map<String, SubscriptionData> topics = new ConcurrentHashMap<>();

  /** Adds a subscription, or replaces the one of its topic. */
  public void put(SubscriptionData subscription) {
    topics.put(subscription.topic(), subscription);
  }

  /** Forgets a topic. */
  public void remove(String topic) {
    topics.remove(topic);
  }

  /** Returns the subscription of a topic, or null. */
  public @Nullable SubscriptionData find(String topic) {
    return topics.get(topic);
  }

  /** Notes that the queues of a topic have been assigned anew (protocol b 2.1). */
  public void renew(String topic, long wallMillis) {
    topics.computeIfPresent(topic, (name, old) -> old.withVersion(wallMillis));
  }

  /** Returns the topics: a view that follows. */
  public Set<String> topics() {
    return topics.keySet();
  }

  /** Returns all subscriptions of now. */
  public List<SubscriptionData> all() {
    return new ArrayList<>(topics.values());
  }
}
