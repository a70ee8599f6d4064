package io.skua.client.internal.consume.lite;

import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.route.ReadableQueues;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Cancellable;
import io.skua.wire.body.TopicRoute;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time whether topics have other queues than before, and tells (protocol b 1.3).
 * The loop owns it; who is told hears it on a callback thread.
 */
final class TopicWatch {
  private static final Duration FIRST = Duration.ofSeconds(10);

  private record Watched(Set<MessageQueue> known, Consumer<Set<MessageQueue>> listener) {}

  private final ClientInstance instance;
  private final Duration interval;
  private final Map<String, Watched> topics = new HashMap<>();
  private @Nullable Cancellable timer;

  /** Makes one that does nothing before the first topic. */
  TopicWatch(ClientInstance instance, Duration interval) {
    this.instance = instance;
    this.interval = interval;
  }

  /** Watches a topic; who was told of it before is not told any more. */
  void add(String topic, Set<MessageQueue> known, Consumer<Set<MessageQueue>> listener) {
    topics.put(topic, new Watched(Set.copyOf(known), listener));
    if (timer == null) {
      timer = instance.loop().every(FIRST, interval, this::look);
    }
  }

  private void look() {
    for (String topic : List.copyOf(topics.keySet())) {
      instance
          .routes()
          .refresh(topic)
          .thenAccept(route -> instance.loop().run(() -> compare(topic, route)));
    }
  }

  private void compare(String topic, TopicRoute route) {
    Watched watched = topics.get(topic);
    Set<MessageQueue> now = new HashSet<>(ReadableQueues.of(topic, route));
    if (watched != null && !watched.known().equals(now)) {
      topics.put(topic, new Watched(now, watched.listener()));
      instance.callbacks().execute(() -> watched.listener().accept(now));
    }
  }

  void stop() {
    topics.clear();
    if (timer != null) {
      timer.cancel();
    }
  }
}
