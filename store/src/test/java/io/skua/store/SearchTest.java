package io.skua.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.runtime.VirtualTime;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.MemoryDisk;
import io.skua.store.disk.StoreException;
import io.skua.store.index.IndexSettings;
import io.skua.store.index.KeyQuery;
import io.skua.store.index.SearchResult;
import io.skua.wire.message.SysFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final long ALWAYS = Long.MAX_VALUE;

  private final MemoryDisk disk = new MemoryDisk();
  private final Shop shop = new Shop(disk);

  private long now() {
    return shop.time.clock().wallMillis();
  }

  private static List<String> indexFiles(MemoryDisk disk) {
    return disk.list("index").stream().map(entry -> entry.name()).toList();
  }

  @Test
  void a_message_is_found_by_its_id_and_by_each_of_its_keys() {
    shop.append("T", "one", "id-1", "red  green");
    shop.append("T", "two", "id-2", "green");

    assertThat(shop.found("T", "id-1")).containsExactly("one");
    assertThat(shop.found("T", "red")).containsExactly("one");
    assertThat(shop.found("T", "green")).containsExactly("one", "two");
    assertThat(shop.found("T", "gree")).isEmpty();
    assertThat(shop.found("T", "")).isEmpty();
    assertThat(shop.found("U", "green")).isEmpty();
  }

  @Test
  void a_key_that_is_the_id_too_finds_its_message_once() {
    shop.append("T", "one", "same", "same same");

    assertThat(shop.found("T", "same")).containsExactly("one");
  }

  @Test
  void other_keys_with_the_same_hash_do_not_match() {
    assertThat("T#Aa").hasSameHashCodeAs("T#BB");
    shop.append("T", "one", "id-1", "Aa");
    shop.append("T", "two", "id-2", "BB");
    shop.append("T#x", "three", "id-3", "y");

    assertThat(shop.found("T", "Aa")).containsExactly("one");
    assertThat(shop.found("T", "BB")).containsExactly("two");
    assertThat(shop.found("T", "x#y")).isEmpty();
  }

  @Test
  void of_too_many_messages_the_newest_count_in_the_order_of_the_log() {
    for (int i = 0; i < 10; i++) {
      shop.append("T", "m" + i, "id-" + i, "k");
    }

    SearchResult found = shop.search("T", "k", 3, 0, ALWAYS);

    assertThat(found.count()).isEqualTo(3);
    assertThat(new String(found.records(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .containsSubsequence("m7", "m8", "m9");
    assertThat(shop.search("T", "k", 0, 0, ALWAYS).count()).isZero();
    assertThat(shop.search("T", "k", -1, 0, ALWAYS).count()).isZero();
  }

  @Test
  void only_messages_of_the_time_are_found_across_files() {
    long start = now();
    for (int i = 0; i < 60; i++) {
      shop.append("T", "m" + i, "id-" + i, "k");
      shop.time.advance(Duration.ofMillis(700));
    }
    assertThat(indexFiles(disk)).hasSizeGreaterThan(2);

    SearchResult some = shop.search("T", "k", 99, start + 7000, start + 7000 + 2 * 700);
    assertThat(some.count()).isEqualTo(3);
    assertThat(shop.search("T", "k", 99, start + 7001, start + 7699).count()).isZero();
    assertThat(shop.search("T", "k", 99, start + 59 * 700, ALWAYS).count()).isEqualTo(1);
    assertThat(shop.search("T", "k", 99, 0, start).count()).isEqualTo(1);
  }

  @Test
  void the_answer_tells_how_far_the_index_is() {
    assertThat(shop.search("T", "k", 1, 0, ALWAYS).lastOffset()).isZero();
    shop.append("T", "one", "id-1", "k");
    AppendResult second = shop.append("T", "two", "id-2", "k");

    SearchResult found = shop.search("T", "nothing", 1, 0, ALWAYS);

    assertThat(found.lastOffset()).isEqualTo(second.logOffset());
    assertThat(found.lastTime()).isEqualTo(now());
  }

  @Test
  void a_rolled_back_message_is_not_found_and_a_committed_one_is() {
    for (int type : new int[] {SysFlag.TRANSACTION_COMMIT, SysFlag.TRANSACTION_ROLLBACK}) {
      var draft = Shop.draft("T", 0, "type " + type, "KEYS\u0001k\u0002");
      shop.on(
          () ->
              shop.store.append(
                  new io.skua.wire.message.MessageDraft(
                      "T",
                      0,
                      0,
                      type,
                      0,
                      draft.bornHost(),
                      draft.storeHost(),
                      0,
                      0,
                      draft.body(),
                      0,
                      draft.bodyLength(),
                      draft.properties())));
    }

    assertThat(shop.found("T", "k")).containsExactly("type " + SysFlag.TRANSACTION_COMMIT);
  }

  /** Random keys with many collisions, against a map; with clean restarts and crashes between. */
  @Test
  void the_index_finds_what_a_map_finds() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      MemoryDisk memory = new MemoryDisk();
      TreeMap<String, List<String>> model = new TreeMap<>();
      Shop present = new Shop(memory);
      for (int i = 0; i < 150; i++) {
        String key = "k" + random.nextInt(12);
        String body = "m" + i;
        present.append("T", body, "u" + i, key + " " + (random.nextBoolean() ? "Aa" : "BB"));
        model.computeIfAbsent(key, any -> new ArrayList<>()).add(body);
        if (random.nextInt(20) == 0) {
          present.time.advance(Duration.ofMillis(random.nextInt(3000)));
        }
        if (random.nextInt(30) == 0) {
          if (random.nextBoolean()) {
            present.close();
          }
          memory = copy(memory);
          present = new Shop(memory);
        }
      }
      for (int i = 0; i < 12; i++) {
        assertThat(present.found("T", "k" + i))
            .as("seed %d", seed)
            .isEqualTo(model.getOrDefault("k" + i, List.of()));
      }
    }
  }

  /** What a killed process leaves: everything written, and the lock free. */
  private static MemoryDisk copy(MemoryDisk from) {
    MemoryDisk to = new MemoryDisk();
    copy(from, to, "");
    return to;
  }

  private static void copy(MemoryDisk from, MemoryDisk to, String directory) {
    for (var entry : from.list(directory)) {
      String path = directory.isEmpty() ? entry.name() : directory + "/" + entry.name();
      if (entry.directory()) {
        copy(from, to, path);
      } else {
        byte[] bytes = new byte[(int) entry.size()];
        from.open(path).read(0, bytes, 0, bytes.length);
        DiskFile file = to.open(path);
        file.write(0, bytes, 0, bytes.length);
        file.resize(bytes.length);
      }
    }
  }

  @Test
  void old_files_go_with_the_log() {
    Shop short_ =
        new Shop(
            new VirtualTime(), disk(), Shop.SMALL.withRetention(Duration.ofDays(9), 140_000, 0));
    for (int i = 0; i < 300; i++) {
      short_.append("T", "m" + i + "x".repeat(900), "id-" + i, "k");
    }
    int before = indexFiles(expiring).size();
    short_.time.advance(Duration.ofSeconds(30));

    assertThat(short_.store.logStart()).isPositive();
    assertThat(indexFiles(expiring)).hasSizeLessThan(before).isNotEmpty();
    assertThat(short_.found("T", "id-0")).isEmpty();
    assertThat(short_.found("T", "id-299")).hasSize(1);
  }

  private final MemoryDisk expiring = new MemoryDisk();

  private MemoryDisk disk() {
    return expiring;
  }

  @Test
  void a_deleted_index_is_made_again_from_the_whole_log() {
    for (int i = 0; i < 100; i++) {
      shop.append("T", "m" + i, "id-" + i, "k" + "x".repeat(900));
    }
    shop.close();
    indexFiles(disk).forEach(name -> disk.delete("index/" + name));

    assertThat(new Shop(disk).found("T", "id-0")).containsExactly("m0");
  }

  @Test
  void a_damaged_file_is_made_again_with_those_behind_it() {
    for (int i = 0; i < 60; i++) {
      shop.append("T", "m" + i, "id-" + i, "k");
    }
    shop.close();
    disk.open("index/" + indexFiles(disk).get(1)).resize(17);

    Shop again = new Shop(disk);

    for (int i = 0; i < 60; i++) {
      assertThat(again.found("T", "id-" + i)).containsExactly("m" + i);
    }
  }

  @Test
  void an_index_that_is_off_has_no_files_and_is_complete_when_it_is_on_again() {
    shop.append("T", "first", "id-1", "k");
    shop.close();
    List<String> files = indexFiles(disk);
    Shop off =
        new Shop(new VirtualTime(), disk, Shop.SMALL.withIndex(IndexSettings.DEFAULT.on(false)));
    off.append("T", "second", "id-2", "k");
    assertThat(off.found("T", "k")).isEmpty();
    off.close();
    assertThat(indexFiles(disk)).isEqualTo(files);

    assertThat(new Shop(disk).found("T", "k")).containsExactly("first", "second");
  }

  @Test
  void the_length_of_the_files_that_are_there_wins() {
    Shop four =
        new Shop(
            new VirtualTime(), expiring, Shop.SMALL.withIndex(new IndexSettings(true, 10, 40)));
    four.append("T", "one", "id-1", "k");
    four.close();

    Shop other = new Shop(expiring);

    assertThat(other.store.index()).isEqualTo(new IndexSettings(true, 10, 40));
    assertThat(other.found("T", "k")).containsExactly("one");
  }

  @Test
  void a_long_search_leaves_room_for_others_and_too_many_are_refused() {
    for (int i = 0; i < 500; i++) {
      shop.append("T", "m" + i, "id-" + i, "k");
    }
    List<String> order = new ArrayList<>();
    SearchCallback callback =
        new SearchCallback() {
          @Override
          public void found(SearchResult result) {
            order.add("found " + result.count());
          }

          @Override
          public void failed(StoreException failure) {
            throw failure;
          }
        };
    KeyQuery all = new KeyQuery("T", "k", 9999, 0, ALWAYS);
    shop.loop.execute(
        () -> {
          assertThat(shop.store.search(all, callback)).isTrue();
          shop.loop.execute(() -> shop.loop.execute(() -> order.add("another task")));
          for (int i = 1; i < 1000; i++) {
            assertThat(shop.store.search(new KeyQuery("T", "k", 1, 0, 0), callback)).isTrue();
          }
          assertThat(shop.store.search(all, callback)).isFalse();
        });
    shop.time.settle();

    assertThat(order.subList(0, 3)).containsExactly("another task", "found 500", "found 0");
    assertThat(order).hasSize(1001);
  }

  @Test
  void files_are_named_by_the_time_and_in_order() {
    for (int i = 0; i < 60; i++) {
      shop.append("T", "m" + i, "id-" + i, "k");
    }
    shop.close();

    assertThat(indexFiles(disk)).isSorted().allMatch(name -> name.matches("2023111[45][0-9]{9}"));
  }
}
