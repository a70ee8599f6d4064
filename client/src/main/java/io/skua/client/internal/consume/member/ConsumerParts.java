package io.skua.client.internal.consume.member;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.rebalance.Allocator;
import io.skua.client.internal.consume.rebalance.QueueChanges;
import io.skua.client.internal.instance.ClientInstance;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a public consumer of any kind gives the one behind it.
 *
 * @param offsets keeps offsets in a way of the application's; null for the usual one
 * @param properties all settings in words, for who asks what runs here
 */
public record ConsumerParts(
    ConsumerSettings settings,
    SubscriptionTable subscriptions,
    Allocator allocator,
    @Nullable Function<ClientInstance, Offsets> offsets,
    QueueChanges changes,
    Supplier<Map<String, String>> properties) {}
