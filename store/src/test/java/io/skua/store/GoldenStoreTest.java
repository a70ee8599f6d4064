package io.skua.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.runtime.VirtualTime;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.MemoryDisk;
import io.skua.store.index.IndexSettings;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares with, and opens, bytes that a real broker has written. */
class GoldenStoreTest {
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(String name, long place, byte[] bytes) {}

  private static final String CONSUME_QUEUE = "consumequeue/T1/0/00000000000000000000";

  private final List<Sample> samples = samples();

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    try (var in =
        Objects.requireNonNull(GoldenStoreTest.class.getResourceAsStream("/golden/store.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        String[] parts = line.split(" ", -1);
        if (!line.startsWith("#") && parts.length == 3) {
          samples.add(
              new Sample(parts[0], Long.parseLong(parts[1]), HexFormat.of().parseHex(parts[2])));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return samples;
  }

  private Sample sample(String name, long place) {
    return samples.stream()
        .filter(each -> each.name.equals(name) && each.place == place)
        .findFirst()
        .orElseThrow();
  }

  private static void put(MemoryDisk disk, String path, long at, byte[] bytes, long size) {
    DiskFile file = disk.open(path);
    file.write(at, bytes, 0, bytes.length);
    file.resize(size);
  }

  private static byte[] content(MemoryDisk disk, String path, long at, int length) {
    byte[] bytes = new byte[length];
    disk.open(path).read(at, bytes, 0, length);
    return bytes;
  }

  @Test
  void a_recorded_log_without_queues_is_taken_over() {
    MemoryDisk disk = new MemoryDisk();
    String log = "commitlog/00000000000000000000";
    put(disk, log, 0, sample("record-tag-keys", 0).bytes, 131_072);

    Shop shop = new Shop(disk);

    byte[] entry = content(disk, CONSUME_QUEUE, 0, 20);
    assertThat(entry).isEqualTo(sample("cq-normal", 0).bytes);
    assertThat(shop.bodies("T1", 0, 0)).containsExactly("hello-0");
    assertThat(shop.store.logFileBytes()).isEqualTo(131_072);
    assertThat(shop.append("T1", 0, "next").logOffset()).isEqualTo(0x107);
  }

  @Test
  void bytes_behind_the_end_of_a_taken_over_log_are_cleared() {
    MemoryDisk disk = new MemoryDisk();
    byte[] first = sample("record-tag-keys", 0).bytes;
    byte[] stale = sample("record-no-tag", 519).bytes;
    put(disk, "commitlog/00000000000000000000", first.length, stale, 131_072);
    put(disk, "commitlog/00000000000000000000", 0, first, 131_072);

    Shop shop = new Shop(disk);

    assertThat(shop.store.logEnd()).isEqualTo(first.length);
    assertThat(content(disk, "commitlog/00000000000000000000", first.length, stale.length))
        .containsOnly(0);
  }

  @Test
  void queues_with_recorded_blank_entries_begin_behind_them() {
    MemoryDisk disk = new MemoryDisk();
    for (Sample sample : samples) {
      if (sample.name.equals("cq-preblank")) {
        put(disk, CONSUME_QUEUE, sample.place * 20, sample.bytes, 6000);
      }
    }
    long logOffset = ByteBuffer.wrap(sample("cq-preblank", 9).bytes).getLong();
    long base = logOffset - logOffset % 131_072;
    put(disk, "commitlog/" + digits(base), 0, new byte[1], 131_072);

    Shop shop = new Shop(disk);

    assertThat(shop.store.queueFileBytes()).isEqualTo(6000);
    assertThat(shop.store.maxOffset("T1", 0)).isEqualTo(9);
  }

  private static String digits(long base) {
    return String.format(Locale.ROOT, "%020d", base);
  }

  @Test
  void a_queue_that_begins_late_gets_the_recorded_blank_entries() {
    MemoryDisk disk = new MemoryDisk();
    byte[] record = sample("record-tag-keys", 0).bytes.clone();
    ByteBuffer.wrap(record).putLong(20, 9).putLong(28, 131_072);
    put(disk, "commitlog/" + digits(131_072), 0, record, 131_072);

    Shop shop = new Shop(disk);

    assertThat(shop.store.minOffset("T1", 0)).isEqualTo(9);
    assertThat(shop.store.maxOffset("T1", 0)).isEqualTo(10);
    for (int i = 0; i < 9; i++) {
      assertThat(content(disk, CONSUME_QUEUE, i * 20L, 20))
          .isEqualTo(sample("cq-preblank", i).bytes);
    }
    shop.close();
    assertThat(new Shop(disk).store.minOffset("T1", 0)).isEqualTo(9);
  }

  @Test
  void a_message_with_a_delay_level_has_its_due_time_in_the_queue() {
    Sample delayed =
        samples.stream()
            .filter(each -> each.name.equals("record-delay-level"))
            .findFirst()
            .orElseThrow();
    MessageRecord record = MessageRecord.parse(delayed.bytes, 0, delayed.bytes.length);
    MemoryDisk disk = new MemoryDisk();
    byte[] moved = delayed.bytes.clone();
    ByteBuffer.wrap(moved).putLong(28, 0);
    put(disk, "commitlog/00000000000000000000", 0, moved, 131_072);

    new Shop(disk).close();

    byte[] entry = content(disk, "consumequeue/SCHEDULE_TOPIC_XXXX/0/00000000000000000000", 0, 20);
    assertThat(ByteBuffer.wrap(entry).getLong(12)).isEqualTo(record.storeTimestamp() + 1000);
  }

  @Test
  void a_full_file_ends_with_the_recorded_filler() {
    Sample filler = sample("blank-record", 77_708);
    MemoryDisk disk = new MemoryDisk();
    Shop shop = new Shop(new VirtualTime(), disk, Shop.SMALL.withSizes(60_000, 131_072, 300));
    int first = 77_708 - 91 - 1;
    MessageDraft large = Shop.draft("T", 0, "x".repeat(40_000), "");
    MessageDraft rest = Shop.draft("T", 0, "x".repeat(first - 40_000 - 91 - 1), "");
    shop.on(() -> shop.store.append(large));
    shop.on(() -> shop.store.append(rest));
    assertThat(shop.store.logEnd()).isEqualTo(77_708);

    AppendResult next = shop.append("T", 0, "x".repeat(60_000));

    assertThat(next.logOffset()).isEqualTo(131_072);
    assertThat(content(disk, "commitlog/00000000000000000000", 77_708, 16)).isEqualTo(filler.bytes);
  }

  @Test
  void checkpoints_have_the_recorded_fields() {
    byte[] bytes = Arrays.copyOf(sample("checkpoint-clean", 0).bytes, Checkpoint.SIZE);

    Checkpoint checkpoint = Checkpoint.decode(bytes);

    assertThat(checkpoint.physicTimestamp()).isEqualTo(1_795_336_181_761L);
    assertThat(checkpoint.logicsTimestamp()).isEqualTo(1_795_336_192_475L);
    assertThat(checkpoint.covered()).isEqualTo(-1);
    assertThat(checkpoint.encode()).isEqualTo(bytes);
    Checkpoint marked = checkpoint.with(1, 2, 3, 4);
    assertThat(Checkpoint.decode(marked.encode())).isEqualTo(marked);
  }

  private static final String INDEX = "index/20261122082835230";

  /** A recorded index, and of the log its first record; {@code end} is the end in its header. */
  private MemoryDisk indexed(int slots, int entries, long end) {
    MemoryDisk disk = new MemoryDisk();
    byte[] header = sample("index-header", 0).bytes.clone();
    ByteBuffer.wrap(header).putLong(24, end);
    put(disk, INDEX, 0, header, 40 + 4L * slots + 20L * entries);
    disk.open(INDEX).write(40, sample("index-slots", 0).bytes, 0, 4 * slots);
    for (Sample sample : samples) {
      if (sample.name.equals("index-entry")) {
        disk.open(INDEX).write(40 + 4L * slots + 20 * sample.place, sample.bytes, 0, 20);
      }
    }
    put(disk, "commitlog/00000000000000000000", 0, sample("record-tag-keys", 0).bytes, 131_072);
    return disk;
  }

  @Test
  void a_recorded_index_is_searched_as_it_is() {
    MemoryDisk disk = indexed(100, 400, 0x106);
    byte[] before = content(disk, INDEX, 0, 8440);

    Shop shop = new Shop(disk);

    assertThat(shop.store.index()).isEqualTo(new IndexSettings(true, 100, 400));
    assertThat(shop.found("T1", "k2")).containsExactly("hello-0");
    assertThat(content(disk, INDEX, 0, 8440)).isEqualTo(before);
  }

  @Test
  void a_recorded_index_is_cut_with_its_log() {
    MemoryDisk disk = indexed(100, 400, 0x3db45);

    Shop shop = new Shop(disk);

    assertThat(shop.found("T1", "k2")).containsExactly("hello-0");
    assertThat(ByteBuffer.wrap(content(disk, INDEX, 0, 40)).getInt(36)).isEqualTo(4);
    assertThat(content(disk, INDEX, 440 + 4 * 20, 20)).containsOnly(0);
  }

  @Test
  void recorded_messages_get_the_recorded_index_entries() {
    MemoryDisk disk = new MemoryDisk();
    put(disk, "commitlog/00000000000000000000", 0, sample("record-tag-keys", 0).bytes, 131_072);
    StoreSettings settings = Shop.SMALL.withIndex(new IndexSettings(true, 100, 400));
    new Shop(new VirtualTime(), disk, settings).close();

    String file = "index/" + disk.list("index").get(0).name();

    assertThat(disk.list("index").get(0).size()).isEqualTo(8440);
    for (int entry = 0; entry < 4; entry++) {
      assertThat(content(disk, file, 440 + entry * 20L, 20))
          .isEqualTo(sample("index-entry", entry).bytes);
    }
    ByteBuffer header = ByteBuffer.wrap(content(disk, file, 0, 40));
    ByteBuffer recorded = ByteBuffer.wrap(sample("index-header", 0).bytes);
    assertThat(header.getLong(0)).isEqualTo(recorded.getLong(0)).isEqualTo(header.getLong(8));
    assertThat(header.getLong(16)).isEqualTo(recorded.getLong(16)).isEqualTo(header.getLong(24));
    assertThat(header.getInt(32)).isEqualTo(3);
    assertThat(header.getInt(36)).isEqualTo(4);
    byte[] slots = content(disk, file, 40, 400);
    assertThat(ByteBuffer.wrap(slots).getInt(4 * 25))
        .isEqualTo(ByteBuffer.wrap(sample("index-slots", 0).bytes).getInt(4 * 25))
        .isEqualTo(3);
  }
}
