package interop.matrix;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Content;
import interop.harness.QueueBounds;
import interop.harness.Receipt;
import interop.harness.Sent;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a scenario says it sent with what the broker has. */
final class Verification {
  /**
   * Properties that clients and brokers add on their own (protocol 4.2). Apache's client puts
   * INSTANCE_ID on a batch and not on its messages, and only Apache's broker copies it to them.
   */
  private static final Set<String> SYSTEM =
      Set.of("UNIQ_KEY", "MSG_REGION", "TRACE_ON", "CLUSTER", "INSTANCE_ID");

  /** Whether the broker waits for the disk before it answers: true unless the sender says no. */
  private static final String WAIT = "WAIT";

  private final List<Sent> sent;
  private final List<QueueBounds> bounds;
  private final int compressedFrom;
  private final List<Reader.Contents> queues;
  private final List<Stored> stored;
  private final String broker;

  /**
   * With both sides of one topic.
   *
   * @param sent what the scenario sent to it
   * @param bounds what the client said of its queues; empty for nothing
   * @param compressedFrom the shortest body that must be compressed
   * @param queues all its queues, read from where they ended before the scenario
   * @param broker address of the only broker
   */
  Verification(
      List<Sent> sent,
      List<QueueBounds> bounds,
      int compressedFrom,
      List<Reader.Contents> queues,
      String broker) {
    this.sent = sent;
    this.bounds = bounds;
    this.compressedFrom = compressedFrom;
    this.queues = queues;
    this.broker = broker;
    this.stored = queues.stream().flatMap(queue -> queue.messages().stream()).toList();
  }

  /** Fails on the first difference. */
  void check(Map<Route.Queue, Long> before) {
    offsetsAreDense(before);
    everythingSentIsStoredOnce();
    uniqueKeysAreUnique();
    receiptsPointToTheirMessages();
    orderIsKept();
    boundsAreThoseOfTheBroker();
    for (Stored message : stored) {
      assertThat(message.compressed())
          .as("compressed: %s", message)
          .isEqualTo(message.body().length() >= compressedFrom);
      assertThat(message.storeHost()).as("store host").isEqualTo(broker);
      assertThat(message.properties()).containsKey(WAIT);
    }
  }

  private void offsetsAreDense(Map<Route.Queue, Long> before) {
    for (Reader.Contents queue : queues) {
      long next = before.getOrDefault(queue.queue(), 0L);
      for (Stored message : queue.messages()) {
        assertThat(message.queueOffset()).as("offset in %s", queue.queue()).isEqualTo(next++);
        assertThat(message.queueId()).isEqualTo(queue.queue().id());
      }
      assertThat(queue.max()).as("end of %s", queue.queue()).isEqualTo(next);
    }
  }

  private void everythingSentIsStoredOnce() {
    assertThat(stored.stream().map(Verification::content))
        .as("stored messages")
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(Sent::content).toList());
  }

  /** Two messages have one key only when the client said so itself. */
  private void uniqueKeysAreUnique() {
    Set<String> seen = new HashSet<>();
    Set<String> twice =
        sent.stream()
            .map(Sent::receipt)
            .filter(Objects::nonNull)
            .map(Receipt::msgId)
            .filter(id -> !seen.add(id))
            .collect(Collectors.toSet());
    assertThat(stored.stream().map(Stored::uniqueKey).filter(key -> !twice.contains(key)))
        .as("unique keys")
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  private void receiptsPointToTheirMessages() {
    for (Sent each : sent) {
      Receipt receipt = each.receipt();
      if (receipt == null) {
        continue;
      }
      assertThat(receipt.status()).isEqualTo("SEND_OK");
      Stored message = at(receipt);
      assertThat(content(message)).as("message of %s", receipt).isEqualTo(each.content());
      assertThat(message.uniqueKey()).as("id").isEqualTo(receipt.msgId());
      assertThat(message.offsetMsgId()).as("offset id").isEqualTo(receipt.offsetMsgId());
    }
  }

  private void orderIsKept() {
    Map<String, List<Sent>> ordered =
        sent.stream()
            .filter(sent -> sent.orderKey() != null)
            .collect(groupingBy(sent -> Objects.requireNonNull(sent.orderKey())));
    ordered.forEach(
        (key, messages) -> {
          List<Receipt> receipts =
              messages.stream().map(sent -> Objects.requireNonNull(sent.receipt())).toList();
          assertThat(receipts.stream().map(Receipt::queueId).distinct())
              .as("queues of key %s", key)
              .hasSize(1);
          assertThat(receipts.stream().map(Receipt::queueOffset).toList())
              .as("offsets of key %s", key)
              .isSorted()
              .doesNotHaveDuplicates();
        });
  }

  private void boundsAreThoseOfTheBroker() {
    if (bounds.isEmpty()) {
      return;
    }
    List<QueueBounds> actual = new ArrayList<>();
    for (Reader.Contents each : queues) {
      Route.Queue queue = each.queue();
      actual.add(new QueueBounds(queue.brokerName(), queue.id(), each.min(), each.max()));
    }
    assertThat(bounds).containsExactlyInAnyOrderElementsOf(actual);
  }

  private Stored at(Receipt receipt) {
    return stored.stream()
        .filter(message -> message.brokerName().equals(receipt.brokerName()))
        .filter(message -> message.queueId() == receipt.queueId())
        .filter(message -> message.queueOffset() == receipt.queueOffset())
        .findAny()
        .orElseThrow(() -> new AssertionError("nothing is stored where it says: " + receipt));
  }

  private static Content content(Stored message) {
    Map<String, String> own = new HashMap<>(message.properties());
    own.keySet().removeAll(SYSTEM);
    own.remove(WAIT, "true");
    String tag = Objects.requireNonNullElse(own.remove("TAGS"), "");
    String keys = Objects.requireNonNullElse(own.remove("KEYS"), "");
    return new Content(message.body(), tag, keys, message.flag(), own);
  }
}
