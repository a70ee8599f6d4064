package io.skua.client.internal.consume.pop;

import io.skua.client.internal.consume.PopSettings;
import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.process.HandLimit;
import io.skua.client.internal.instance.ClientInstance;
import java.util.function.BooleanSupplier;

/**
 * What the poppers of one consumer share.
 *
 * @param inHand counts what all queues have in hand together, pulled or popped
 * @param paused says whether all queues rest
 */
public record Popping(
    ClientInstance instance,
    PushSettings settings,
    PopSettings pops,
    SubscriptionTable subscriptions,
    PopDelivery delivery,
    Settlement settlement,
    HandLimit inHand,
    BooleanSupplier paused) {}
