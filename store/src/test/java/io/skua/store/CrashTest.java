package io.skua.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.skua.runtime.VirtualTime;
import io.skua.store.disk.Disk;
import io.skua.store.disk.FaultyDisk;
import io.skua.store.disk.MemoryDisk;
import io.skua.store.disk.StoreException;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Crashes a store at any operation of its disk and opens what is left: what was said to be stored
 * is there at its place and under its keys, and nothing is there that was never sent.
 */
class CrashTest {
  private static final int SEEDS = Integer.getInteger("seeds", 100);
  private static final int SHARED_KEYS = 5;

  private final Map<String, String> acknowledged = new HashMap<>();
  private final Set<String> sent = new HashSet<>();
  private int serial;

  @Test
  void what_was_forced_survives_a_loss_of_power() {
    int crashes = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      crashes += run(seed, FlushMode.SYNC) ? 1 : 0;
    }
    assertThat(crashes).isGreaterThan(SEEDS / 2);
  }

  @Test
  void what_was_written_survives_a_kill() {
    int crashes = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      crashes += run(seed, FlushMode.ASYNC) ? 1 : 0;
    }
    assertThat(crashes).isGreaterThan(SEEDS / 2);
  }

  private boolean run(long seed, FlushMode flush) {
    acknowledged.clear();
    sent.clear();
    SplittableRandom random = new SplittableRandom(seed);
    FaultyDisk disk = new FaultyDisk(seed).crashAt(1 + random.nextInt(400));
    StoreSettings settings = Shop.SMALL.withFlush(flush);
    try {
      work(new Shop(VirtualTime.shuffled(seed), disk, settings), disk, random);
    } catch (StoreException e) {
      assertThat(disk.crashed()).as("seed %d: %s", seed, e).isTrue();
    }
    boolean power = flush == FlushMode.SYNC;
    MemoryDisk left = power ? disk.afterPowerLoss() : disk.afterKill();
    if (random.nextBoolean()) {
      left = crashInRecovery(seed, left, settings, random.nextInt(60));
    }
    String label = "seed " + seed + " " + flush;
    check(label, left, settings, true);
    check(label + ", again", left, settings, false);
    return disk.crashed();
  }

  /** Opens and closes what is left, and crashes meanwhile. */
  private static MemoryDisk crashInRecovery(
      long seed, MemoryDisk left, StoreSettings settings, int operation) {
    FaultyDisk disk = new FaultyDisk(seed, left).crashAt(1 + operation);
    try {
      new Shop(VirtualTime.shuffled(seed), disk, settings).close();
    } catch (StoreException e) {
      assertThat(disk.crashed()).as("seed %d: %s", seed, e).isTrue();
    }
    return settings.flush() == FlushMode.SYNC ? disk.afterPowerLoss() : disk.afterKill();
  }

  private void work(Shop shop, FaultyDisk disk, SplittableRandom random) {
    for (int round = 0; round < 60 && !disk.crashed(); round++) {
      shop.loop.execute(() -> burst(shop.store, random));
      shop.time.advance(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(1500) : 0));
    }
    if (!disk.crashed() && random.nextBoolean()) {
      shop.loop.execute(
          () -> {
            try {
              shop.store.close();
            } catch (StoreException e) {
              assertThat(disk.crashed()).isTrue();
            }
          });
      shop.time.settle();
    }
  }

  private void burst(MessageStore store, SplittableRandom random) {
    for (int i = random.nextInt(12); i >= 0; i--) {
      String topic = random.nextBoolean() ? "A" : "%RETRY%B";
      int queueId = random.nextInt(3);
      int count = random.nextInt(5) == 0 ? 3 : 1;
      List<MessageDraft> drafts = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        String body = "m" + serial++ + "." + "x".repeat(random.nextInt(900));
        sent.add(body);
        drafts.add(Shop.draft(topic, queueId, body, keys(body)));
      }
      AppendResult result = store.appendBatch(drafts).whole();
      if (result.ok()) {
        store.whenStored(
            result.logEnd(), true, failure -> acknowledge(failure, drafts, result.queueOffset()));
      }
    }
  }

  /** Each message has an id, a key of its own, and one that it shares with others. */
  private static String keys(String body) {
    String own = body.substring(1, body.indexOf('.'));
    int shared = Integer.parseInt(own) % SHARED_KEYS;
    return "UNIQ_KEY\u0001u" + own + "\u0002KEYS\u0001k" + own + " s" + shared + "\u0002";
  }

  private void acknowledge(
      @Nullable StoreException failure, List<MessageDraft> drafts, long queueOffset) {
    for (int i = 0; failure == null && i < drafts.size(); i++) {
      MessageDraft draft = drafts.get(i);
      String place = draft.topic() + "-" + draft.queueId() + "-" + (queueOffset + i);
      acknowledged.put(place, new String(draft.body(), StandardCharsets.UTF_8));
    }
  }

  private static void noteKeys(
      String topic, String properties, String body, Map<String, Set<String>> byKey) {
    Map<String, String> values = MessageProperties.parse(properties);
    List<String> keys = new ArrayList<>(List.of(values.getOrDefault("KEYS", "").split(" ")));
    keys.add(values.getOrDefault("UNIQ_KEY", ""));
    for (String key : keys) {
      if (!key.isEmpty()) {
        byKey.computeIfAbsent(topic + "#" + key, any -> new HashSet<>()).add(body);
      }
    }
  }

  private void check(String label, Disk disk, StoreSettings settings, boolean append) {
    Shop shop = new Shop(new VirtualTime(), disk, settings);
    Map<String, String> found = new HashMap<>();
    Map<String, Set<String>> byKey = new HashMap<>();
    Set<String> bodies = new HashSet<>();
    for (QueueRange range : shop.store.queues()) {
      assertThat(range.minOffset()).as(label).isZero();
      for (long at = 0; at < range.maxOffset(); ) {
        ReadResult read = shop.read(range.topic(), range.queueId(), at);
        assertThat(read.status()).as("%s %s %d", label, range, at).isEqualTo(ReadStatus.FOUND);
        byte[] records = read.records();
        for (MessageRecord record : MessageRecord.parseAll(records, 0, records.length)) {
          String body = new String(record.body(), StandardCharsets.UTF_8);
          if (record.queueOffset() != at || !bodies.add(body)) {
            fail("%s: %s at %d says %d or is doubled", label, body, at, record.queueOffset());
          }
          found.put(range.topic() + "-" + range.queueId() + "-" + at++, body);
          noteKeys(range.topic(), record.properties(), body, byKey);
        }
      }
    }
    Map<String, String> lost = new HashMap<>(acknowledged);
    lost.entrySet().removeAll(found.entrySet());
    assertThat(lost).as(label).isEmpty();
    assertThat(sent.containsAll(bodies)).as("%s: phantoms", label).isTrue();
    byKey.forEach(
        (key, expected) -> {
          String[] topicAndKey = key.split("#", 2);
          assertThat(shop.found(topicAndKey[0], topicAndKey[1]))
              .as("%s: %s", label, key)
              .containsExactlyInAnyOrderElementsOf(expected);
        });
    if (append) {
      sent.add("after");
      long offset = shop.store.maxOffset("A", 0);
      assertThat(shop.append("A", 0, "after").queueOffset()).as(label).isEqualTo(offset);
      acknowledged.put("A-0-" + offset, "after");
    }
    shop.close();
  }
}
