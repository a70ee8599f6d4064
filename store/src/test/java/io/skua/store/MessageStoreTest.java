package io.skua.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.runtime.VirtualTime;
import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.FaultyDisk;
import io.skua.store.disk.FileDisk;
import io.skua.store.disk.MemoryDisk;
import io.skua.store.disk.StoreException;
import io.skua.store.disk.StoreLockedException;
import io.skua.wire.message.MessageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageStoreTest {
  @Test
  void messages_are_read_in_the_order_of_their_queue() {
    Shop shop = new Shop(new MemoryDisk());
    shop.append("T", 0, "a");
    shop.append("T", 1, "x");
    AppendResult second = shop.append("T", 0, "b");

    ReadResult read = shop.read("T", 0, 0);

    assertThat(second.queueOffset()).isEqualTo(1);
    assertThat(read.status()).isEqualTo(ReadStatus.FOUND);
    assertThat(read.nextBeginOffset()).isEqualTo(2);
    assertThat(Shop.bodies(read)).containsExactly("a", "b");
    assertThat(shop.bodies("T", 1, 0)).containsExactly("x");
  }

  @Test
  void statuses_of_reads_are_those_of_the_protocol() {
    Shop shop = new Shop(new MemoryDisk());
    assertThat(shop.read("T", 0, 0).status()).isEqualTo(ReadStatus.NO_MATCHED_LOGIC_QUEUE);
    shop.append("T", 0, "a");

    assertThat(shop.read("T", 0, 1).status()).isEqualTo(ReadStatus.OFFSET_OVERFLOW_ONE);
    assertThat(shop.read("T", 0, 9).status()).isEqualTo(ReadStatus.OFFSET_OVERFLOW_BADLY);
    assertThat(shop.read("T", 0, 9).nextBeginOffset()).isEqualTo(1);
    assertThat(shop.read("T", 0, -1).status()).isEqualTo(ReadStatus.OFFSET_TOO_SMALL);
    ReadResult filtered = shop.on(() -> shop.store.read("T", 0, 0, 32, 1000, tag -> tag == 5));
    assertThat(filtered.status()).isEqualTo(ReadStatus.NO_MATCHED_MESSAGE);
    assertThat(filtered.nextBeginOffset()).isEqualTo(1);
  }

  @Test
  void tags_select_and_limits_cut() {
    Shop shop = new Shop(new MemoryDisk());
    for (int i = 0; i < 100; i++) {
      int n = i;
      String tag = i % 3 == 0 ? "TAGS\u0001TagA\u0002" : "TAGS\u0001TagB\u0002";
      shop.on(() -> shop.store.append(Shop.draft("T", 0, "m" + n, tag)));
    }

    ReadResult tagged = shop.on(() -> shop.store.read("T", 0, 0, 5, 99999, t -> t == 2598919));
    ReadResult tiny = shop.on(() -> shop.store.read("T", 0, 7, 32, 1, null));

    assertThat(Shop.bodies(tagged)).containsExactly("m0", "m3", "m6", "m9", "m12");
    assertThat(tagged.nextBeginOffset()).isEqualTo(13);
    assertThat(Shop.bodies(tiny)).containsExactly("m7");
  }

  @Test
  void properties_select_after_tags() {
    Shop shop = new Shop(new MemoryDisk());
    for (int i = 0; i < 10; i++) {
      int n = i;
      String properties = "TAGS\u0001" + (n % 2 == 0 ? "TagA" : "TagB") + "\u0002n\u0001m" + n;
      shop.on(() -> shop.store.append(Shop.draft("T", 0, "m" + n, properties)));
    }
    List<String> asked = new ArrayList<>();
    MessageFilter filter =
        new MessageFilter() {
          @Override
          public boolean test(long tagCode) {
            return tagCode == 2598919;
          }

          @Override
          public boolean wants(Function<String, @Nullable String> properties) {
            asked.add(properties.apply("n"));
            // More questions than one, so that the table is made.
            IntStream.range(0, 20).forEach(i -> assertThat(properties.apply("none")).isNull());
            return "m4".equals(properties.apply("n"));
          }
        };

    ReadResult result = shop.on(() -> shop.store.read("T", 0, 0, 32, 99999, filter));

    assertThat(Shop.bodies(result)).containsExactly("m4");
    assertThat(asked).containsExactly("m0", "m2", "m4", "m6", "m8");
    assertThat(result.nextBeginOffset()).isEqualTo(10);
  }

  @Test
  void all_appends_of_a_turn_cost_one_write_and_one_force() {
    FaultyDisk disk = new FaultyDisk(1);
    Shop shop = new Shop(disk);
    shop.append("T", 0, "first");
    int writes = disk.logWrites();
    int forces = disk.logForces();
    List<Long> done = new ArrayList<>();

    shop.loop.execute(
        () -> {
          for (int i = 0; i < 100; i++) {
            AppendResult result = shop.store.append(Shop.draft("T", i % 4, "m" + i, ""));
            shop.store.whenStored(result.logEnd(), true, failure -> done.add(result.logOffset()));
          }
          assertThat(done).isEmpty();
          assertThat(shop.store.maxOffset("T", 1)).isZero();
        });
    shop.time.settle();

    assertThat(done).hasSize(100).isSorted();
    assertThat(disk.logWrites() - writes).isEqualTo(1);
    assertThat(disk.logForces() - forces).isEqualTo(1);
    assertThat(shop.store.maxOffset("T", 1)).isEqualTo(25);
  }

  @Test
  void without_waiters_the_log_is_forced_by_a_timer() {
    FaultyDisk disk = new FaultyDisk(1);
    Shop shop = new Shop(disk);
    shop.append("T", 0, "a");
    assertThat(disk.logForces()).isZero();

    shop.time.advance(Duration.ofMillis(500));

    assertThat(disk.logForces()).isEqualTo(1);
  }

  @Test
  void a_failed_force_tells_all_waiters_and_ends_writing() {
    FaultyDisk disk = new FaultyDisk(1);
    Shop shop = new Shop(disk);
    disk.failForces(true);
    List<String> answers = new ArrayList<>();
    shop.loop.execute(
        () ->
            shop.store.whenStored(
                shop.store.append(Shop.draft("T", 0, "a", "")).logEnd(),
                true,
                failure -> answers.add(String.valueOf(failure))));
    shop.time.settle();

    assertThat(answers).hasSize(1).first().asString().contains("fails to force");
    AppendResult later = shop.append("T", 0, "b");
    assertThat(later.status()).isEqualTo(PutStatus.SERVICE_NOT_AVAILABLE);
    assertThat(later.reason()).contains("fails to force");
    shop.close();
    assertThat(disk.exists("abort")).isTrue();
  }

  @Test
  void a_batch_is_consecutive_and_in_one_file() {
    Shop shop = new Shop(new MemoryDisk());
    String body = "x".repeat(3000);
    for (int i = 0; i < 20; i++) {
      shop.append("T", 0, body);
    }

    BatchResult batch =
        shop.on(
            () ->
                shop.store.appendBatch(
                    List.of(
                        Shop.draft("T", 0, body, ""),
                        Shop.draft("T", 0, body, ""),
                        Shop.draft("T", 0, body, ""))));

    assertThat(batch.whole().ok()).isTrue();
    assertThat(batch.whole().queueOffset()).isEqualTo(20);
    assertThat(batch.count()).isEqualTo(3);
    assertThat(batch.logOffset(0)).isEqualTo(70_000);
    assertThat(batch.logOffset(2)).isEqualTo(70_000 + 2L * batch.whole().size() / 3);
    assertThat(shop.store.maxOffset("T", 0)).isEqualTo(23);
  }

  @Test
  void what_cannot_be_stored_is_refused_with_its_status() {
    Shop shop = new Shop(new MemoryDisk());

    assertThat(shop.append("T", 0, "x".repeat(4001)).status()).isEqualTo(PutStatus.MESSAGE_ILLEGAL);
    assertThat(shop.append("x".repeat(128), 0, "a").status()).isEqualTo(PutStatus.MESSAGE_ILLEGAL);
    assertThat(shop.append("../x", 0, "a").status()).isEqualTo(PutStatus.MESSAGE_ILLEGAL);
    assertThat(shop.append("T", -1, "a").status()).isEqualTo(PutStatus.MESSAGE_ILLEGAL);
    assertThat(shop.append("%RETRY%" + "g".repeat(125), 0, "a").ok()).isTrue();
    AppendResult properties =
        shop.on(() -> shop.store.append(Shop.draft("T", 0, "a", "p".repeat(32768))));
    assertThat(properties.status()).isEqualTo(PutStatus.PROPERTIES_SIZE_EXCEEDED);
  }

  @Test
  void messages_survive_a_clean_stop_on_real_files(@TempDir Path folder) throws IOException {
    Shop shop = new Shop(new FileDisk(folder));
    for (int i = 0; i < 300; i++) {
      shop.append("T", i % 2, "m" + i + "x".repeat(400));
    }
    assertThat(folder.resolve("abort")).exists();
    shop.close();
    assertThat(folder.resolve("abort")).doesNotExist();
    try (var files = Files.list(folder.resolve("commitlog"))) {
      assertThat(files).allMatch(file -> file.toFile().length() == 70_000).hasSizeGreaterThan(1);
    }

    Shop again = new Shop(new FileDisk(folder));

    assertThat(again.store.maxOffset("T", 0)).isEqualTo(150);
    assertThat(again.bodies("T", 1, 149).get(0)).startsWith("m299x");
    assertThat(again.append("T", 0, "next").queueOffset()).isEqualTo(150);
    again.close();
  }

  @Test
  void a_lost_queue_directory_is_made_again() {
    MemoryDisk disk = new MemoryDisk();
    Shop shop = new Shop(disk);
    for (int i = 0; i < 60; i++) {
      shop.append("A", 0, "a" + i);
      shop.append("B", 0, "b" + i);
    }
    shop.close();
    disk.delete("consumequeue/A/0/00000000000000000000");
    disk.delete("consumequeue/A/0/00000000000000001000");

    Shop again = new Shop(disk);

    assertThat(again.store.maxOffset("A", 0)).isEqualTo(60);
    assertThat(again.bodies("A", 0, 59)).containsExactly("a59");
    assertThat(again.bodies("B", 0, 59)).containsExactly("b59");
  }

  @Test
  void a_second_store_on_the_same_directory_is_refused(@TempDir Path folder) {
    FileDisk disk = new FileDisk(folder);
    Shop shop = new Shop(disk);

    assertThatThrownBy(() -> new Shop(new FileDisk(folder)))
        .isInstanceOf(StoreLockedException.class)
        .hasMessageContaining(folder.toString());
    shop.close();
    new Shop(new FileDisk(folder)).close();
  }

  @Test
  void directories_of_other_kinds_are_refused_with_a_reason() {
    Disk rocks = new MemoryDisk();
    touch(rocks, "consumequeue/CURRENT", 1);
    Disk ledger = new MemoryDisk();
    touch(ledger, "dledger-n0/data/x", 1);
    Disk stray = new MemoryDisk();
    touch(stray, "commitlog/notes.txt", 1);
    Disk shortened = new MemoryDisk();
    touch(shortened, "commitlog/00000000000000000000", 70_000);
    touch(shortened, "commitlog/00000000000000070000", 500);

    assertThatThrownBy(() -> new Shop(rocks)).hasMessageContaining("RocksDB");
    assertThatThrownBy(() -> new Shop(ledger)).hasMessageContaining("DLedger");
    assertThatThrownBy(() -> new Shop(stray)).hasMessageContaining("notes.txt");
    assertThatThrownBy(() -> new Shop(shortened))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("500 bytes");
    assertThat(stray.exists("abort")).isFalse();
  }

  private static void touch(Disk disk, String path, long size) {
    try (DiskFile file = disk.open(path)) {
      file.resize(size);
    }
  }

  @Test
  void expired_files_go_and_queues_follow() {
    VirtualTime time = new VirtualTime();
    Shop shop = new Shop(time, new MemoryDisk(), Shop.SMALL);
    for (int i = 0; i < 300; i++) {
      shop.append("T", 0, "x".repeat(500));
      time.advance(Duration.ofMinutes(1));
    }
    shop.append("OLD", 0, "last file keeps it");
    long end = shop.store.logEnd();

    time.advance(Duration.ofHours(80));

    assertThat(shop.store.logStart()).isEqualTo(end - end % 70_000);
    assertThat(shop.store.minOffset("T", 0)).isGreaterThan(100);
    assertThat(shop.read("T", 0, 0).status()).isEqualTo(ReadStatus.OFFSET_TOO_SMALL);
    assertThat(shop.read("T", 0, shop.store.minOffset("T", 0)).status())
        .isEqualTo(ReadStatus.FOUND);
    assertThat(shop.store.maxOffset("T", 0)).isEqualTo(300);
  }

  @Test
  void the_log_stays_below_its_cap() {
    VirtualTime time = new VirtualTime();
    Shop shop =
        new Shop(time, new MemoryDisk(), Shop.SMALL.withRetention(Duration.ofDays(9), 140_000, 0));
    for (int i = 0; i < 1000; i++) {
      shop.append("T", 0, "x".repeat(500));
    }
    time.advance(Duration.ofSeconds(20));

    assertThat(shop.store.logEnd() - shop.store.logStart()).isLessThanOrEqualTo(140_000);
  }

  @Test
  void a_full_disk_refuses_appends_until_there_is_room() {
    FaultyDisk disk = new FaultyDisk(1);
    Shop shop = new Shop(disk);
    disk.free(1000);
    shop.time.advance(Duration.ofSeconds(10));

    AppendResult refused = shop.append("T", 0, "a");
    disk.free(Long.MAX_VALUE);
    shop.time.advance(Duration.ofSeconds(10));

    assertThat(refused.status()).isEqualTo(PutStatus.SERVICE_NOT_AVAILABLE);
    assertThat(refused.reason()).contains("is full").contains("1000");
    assertThat(shop.append("T", 0, "a").ok()).isTrue();
  }

  @Test
  void offsets_are_found_by_time() {
    Shop shop = new Shop(new MemoryDisk());
    long start = VirtualTime.EPOCH_MILLIS;
    for (int i = 0; i < 5; i++) {
      shop.append("T", 0, "a");
      shop.append("T", 0, "b");
      shop.time.advance(Duration.ofSeconds(1));
    }

    assertThat(shop.store.offsetByTime("T", 0, start + 1000, TimeBoundary.LOWER)).isEqualTo(2);
    assertThat(shop.store.offsetByTime("T", 0, start + 1000, TimeBoundary.UPPER)).isEqualTo(3);
    assertThat(shop.store.offsetByTime("T", 0, start + 1001, TimeBoundary.LOWER)).isEqualTo(4);
    assertThat(shop.store.offsetByTime("T", 0, 0, TimeBoundary.LOWER)).isZero();
    assertThat(shop.store.offsetByTime("T", 0, start + 99_000, TimeBoundary.LOWER)).isEqualTo(10);
    assertThat(shop.store.offsetByTime("T", 0, start + 99_000, TimeBoundary.UPPER)).isEqualTo(9);
    assertThat(shop.store.offsetByTime("T", 0, start - 1, TimeBoundary.UPPER)).isZero();
    assertThat(shop.store.earliestTime("T", 0)).isEqualTo(start);
    assertThat(shop.store.earliestTime()).isEqualTo(start);
    assertThat(shop.store.earliestTime("none", 0)).isEqualTo(-1);
  }

  @Test
  void a_record_is_found_by_its_log_offset_only() {
    Shop shop = new Shop(new MemoryDisk());
    shop.append("T", 0, "a");
    AppendResult second = shop.append("T", 0, "b");

    byte[] record = shop.on(() -> shop.store.recordAt(second.logOffset()));

    assertThat(MessageRecord.parse(record, 0, record.length).queueOffset()).isEqualTo(1);
    shop.loop.execute(
        () -> {
          assertThat(shop.store.recordAt(second.logOffset() + 1)).isNull();
          assertThat(shop.store.recordAt(Long.MAX_VALUE)).isNull();
          assertThat(shop.store.recordAt(-5)).isNull();
        });
    shop.time.settle();
  }

  @Test
  void a_deleted_topic_begins_anew_and_stays_deleted_after_a_clean_stop() {
    MemoryDisk disk = new MemoryDisk();
    Shop shop = new Shop(disk);
    shop.append("T", 0, "a");
    shop.append("KEPT", 0, "k");
    shop.loop.execute(() -> shop.store.deleteTopic("T"));
    shop.time.settle();
    shop.close();

    Shop again = new Shop(disk);

    assertThat(again.store.queues()).containsExactly(new QueueRange("KEPT", 0, 0, 1));
    assertThat(again.append("T", 0, "new").queueOffset()).isZero();
    assertThat(again.bodies("T", 0, 0)).containsExactly("new");
  }

  @Test
  void arrivals_are_told_once_per_queue_and_turn() {
    Shop shop = new Shop(new MemoryDisk());
    List<String> heard = new ArrayList<>();
    shop.store.onArrival(queue -> heard.add(queue.topic() + queue.queueId() + ":" + queue.max()));

    shop.loop.execute(
        () ->
            Arrays.asList(0, 1, 0)
                .forEach(queueId -> shop.store.append(Shop.draft("T", queueId, "m", ""))));
    shop.time.settle();

    assertThat(heard).containsExactly("T0:2", "T1:1");
  }
}
