package io.skua.client.internal.consume.push;

import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.deliver.ConcurrentListener;
import io.skua.client.internal.consume.deliver.OrderlyListener;
import io.skua.client.internal.consume.member.ConsumerParts;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.rebalance.Allocator;
import io.skua.client.internal.consume.rebalance.QueueChanges;
import io.skua.client.internal.instance.ClientInstance;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the public consumer gives the one behind it.
 *
 * @param concurrent the listener, or null for an orderly one
 * @param orderly the listener, or null for a concurrent one
 * @param offsets keeps offsets in a way of the application's; null for the usual one
 * @param properties all settings in words, for who asks what runs here
 */
public record PushParts(
    PushSettings settings,
    SubscriptionTable subscriptions,
    Allocator allocator,
    @Nullable ConcurrentListener concurrent,
    @Nullable OrderlyListener orderly,
    @Nullable Function<ClientInstance, Offsets> offsets,
    QueueChanges changes,
    Supplier<Map<String, String>> properties) {
  /** Returns what consumers of all kinds are made of. */
  public ConsumerParts shared() {
    return new ConsumerParts(settings, subscriptions, allocator, offsets, changes, properties);
  }
}
