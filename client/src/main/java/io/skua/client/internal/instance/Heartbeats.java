package io.skua.client.internal.instance;

import io.skua.client.internal.route.PublishView;
import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.runtime.Loop;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers which groups are here (protocol 6.5), in full or, to those that understand it, in
 * short. The loop owns it.
 */
final class Heartbeats {
  private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
  private static final String SUPPORTS_V2 = "IS_SUPPORT_HEART_BEAT_V2";
  private static final String SUBSCRIPTION_CHANGED = "IS_SUB_CHANGE";

  /** Ours: groups of this client whose members subscribe differently, with commas between them. */
  private static final String DIVIDED = "DIVIDED_GROUPS";

  private final Loop loop;
  private final Links links;
  private final boolean v2;
  // What a broker has confirmed: the last full heartbeat.
  private final Map<Address, Heartbeat> confirmed = new HashMap<>();
  // Who has answered on the connection of now, and as which one. Written on the loop, read
  // anywhere.
  private final Map<Address, Integer> answered = new ConcurrentHashMap<>();
  private int answers;
  // For each broker: done when all that was sent to it is answered or has failed.
  private final Map<Address, CompletableFuture<Void>> underWay = new HashMap<>();

  // What brokers last said of groups whose members subscribe differently.
  private final Map<Address, Set<String>> divided = new HashMap<>();
  private @Nullable ClientListeners listeners;

  Heartbeats(Loop loop, Links links, boolean v2) {
    this.loop = loop;
    this.links = links;
    this.v2 = v2;
  }

  /** Sets who hears of groups whose members subscribe differently. */
  void listeners(ClientListeners hear) {
    listeners = hear;
  }

  /** Returns the groups of this client whose members subscribe differently, as brokers say. */
  Set<String> divided() {
    Set<String> all = new HashSet<>();
    divided.values().forEach(all::addAll);
    return all;
  }

  /** Notes that a broker may not know this client: its connection is new, or it seems so. */
  void unknownTo(Address broker) {
    answered.remove(broker);
  }

  /** Says whether all masters of a topic know this client. From any thread. */
  boolean knownTo(PublishView topic) {
    for (PublishView.Queue queue : topic.queues()) {
      if (!knownTo(queue.master())) {
        return false;
      }
    }
    return true;
  }

  private boolean knownTo(Address broker) {
    return answered.containsKey(broker) && links.isOpen(broker);
  }

  /** Returns which of these brokers has known this client for the longest time; null: none does. */
  @Nullable Address longestKnownTo(Collection<Address> brokers) {
    loop.assertInside();
    return brokers.stream()
        .filter(this::knownTo)
        .min(Comparator.comparing(answered::get))
        .orElse(null);
  }

  /** Sends to those masters of a topic that do not know this client. */
  CompletableFuture<Void> introduce(PublishView topic, Heartbeat heartbeat, Duration timeout) {
    Set<Address> strangers = new HashSet<>();
    for (PublishView.Queue queue : topic.queues()) {
      if (!knownTo(queue.master())) {
        strangers.add(queue.master());
      }
    }
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (Address stranger : strangers) {
      answers.add(send(stranger, heartbeat, timeout));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
  }

  /** Sends to one broker. Nothing is sent when there are no groups. */
  CompletableFuture<Void> send(Address broker, Heartbeat heartbeat, Duration timeout) {
    loop.assertInside();
    if (heartbeat.producers().isEmpty() && heartbeat.consumers().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Heartbeat form = form(broker, heartbeat);
    Frame request = Frame.request(RequestCode.HEART_BEAT).withBody(form.write());
    Beat beat = new Beat(broker, form);
    CompletableFuture<Void> answer = links.call(broker, request, timeout, beat).whenComplete(beat);
    CompletableFuture<Void> before = underWay.put(broker, answer);
    if (before != null && !before.isDone()) {
      underWay.put(broker, CompletableFuture.allOf(before, answer));
    }
    return answer;
  }

  /**
   * Completes, normally or not, when all heartbeats to a broker are answered or have failed. What
   * takes them back must wait for that: Apache's broker has other threads for one than for the
   * other, and a heartbeat that it handles last brings back for two minutes who has left.
   */
  CompletableFuture<Void> settled(Address broker) {
    loop.assertInside();
    CompletableFuture<Void> last = underWay.get(broker);
    return last == null ? CompletableFuture.completedFuture(null) : last;
  }

  /** One heartbeat on its way to one broker. */
  private final class Beat implements Function<Frame, Void>, BiConsumer<Void, @Nullable Throwable> {
    private final Address broker;
    private final Heartbeat sent;

    Beat(Address broker, Heartbeat sent) {
      this.broker = broker;
      this.sent = sent;
    }

    @Override
    public @Nullable Void apply(Frame response) {
      answered(broker, sent, response);
      return null;
    }

    @Override
    public void accept(@Nullable Void done, @Nullable Throwable failure) {
      if (failure != null) {
        log.debug("no heartbeat to {}: {}", broker, failure.getMessage());
      }
    }
  }

  private Heartbeat form(Address broker, Heartbeat heartbeat) {
    if (!v2) {
      return heartbeat;
    }
    // A broker refuses pulls with a later version of a subscription than it was told.
    Heartbeat known = confirmed.get(broker);
    return known != null
            && known.fingerprint() == heartbeat.computedFingerprint()
            && known.versions() == heartbeat.versions()
        ? heartbeat.shortened()
        : heartbeat.fingerprinted();
  }

  private void answered(Address broker, Heartbeat sent, Frame response) {
    if (response.code() != ResponseCode.SUCCESS) {
      log.warn(
          "{} refused a heartbeat with code {}: {}", broker, response.code(), response.remark());
      return;
    }
    if (answered.putIfAbsent(broker, answers) == null) {
      answers++;
    }
    Fields fields = response.fields();
    divided(broker, fields.find(DIVIDED));
    if (fields.bool(SUPPORTS_V2)) {
      if (fields.bool(SUBSCRIPTION_CHANGED)) {
        confirmed.remove(broker);
      } else if (sent.fingerprint() != 0 && !sent.withoutSubscriptions()) {
        confirmed.put(broker, sent);
      }
    }
  }

  private void divided(Address broker, @Nullable String groups) {
    if (groups == null) {
      divided.remove(broker);
      return;
    }
    Set<String> before = divided();
    Set<String> now = Set.of(groups.split(",", -1));
    divided.put(broker, now);
    for (String group : now) {
      if (!before.contains(group)) {
        log.warn(
            "the members of group {} subscribe differently, and {} gives them all what the last one"
                + " of them subscribed to: messages stay unread. Let each subscribe to the same, or"
                + " use several groups",
            group,
            broker);
        if (listeners != null) {
          listeners.divided(group);
        }
      }
    }
  }
}
