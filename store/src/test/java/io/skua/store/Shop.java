package io.skua.store;

import io.skua.runtime.Loop;
import io.skua.runtime.VirtualTime;
import io.skua.store.disk.Disk;
import io.skua.store.disk.StoreException;
import io.skua.store.index.IndexSettings;
import io.skua.store.index.KeyQuery;
import io.skua.store.index.SearchResult;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store on a loop in virtual time, with short words for what tests do. */
final class Shop {
  static final StoreSettings SMALL =
      StoreSettings.defaults()
          .withSizes(4000, 70_000, 50)
          .withFlush(FlushMode.SYNC)
          .withIndex(new IndexSettings(true, 16, 40));
  private static final InetSocketAddress HOST =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);

  final VirtualTime time;
  final Loop loop;
  final MessageStore store;

  Shop(VirtualTime time, Disk disk, StoreSettings settings) {
    this.time = time;
    this.loop = time.loop("store");
    this.store = MessageStore.open(disk, settings, loop, time.workers("force", 1), time.clock());
  }

  Shop(Disk disk) {
    this(new VirtualTime(), disk, SMALL);
  }

  static MessageDraft draft(String topic, int queueId, String body, String properties) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new MessageDraft(
        topic, queueId, 0, 0, 0, HOST, HOST, 0, 0, bytes, 0, bytes.length, properties);
  }

  /** Runs on the loop, and lets everything that is due then happen. */
  <T> T on(Supplier<T> action) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    @Nullable T[] result = (T[]) new Object[1];
    loop.execute(() -> result[0] = action.get());
    time.settle();
    T value = result[0];
    if (value == null) {
      throw new AssertionError("nothing came back");
    }
    return value;
  }

  AppendResult append(String topic, int queueId, String body) {
    return on(() -> store.append(draft(topic, queueId, body, "")));
  }

  ReadResult read(String topic, int queueId, long offset) {
    return on(() -> store.read(topic, queueId, offset, 32, 1 << 20, null));
  }

  List<String> bodies(String topic, int queueId, long offset) {
    return bodies(read(topic, queueId, offset));
  }

  static List<String> bodies(ReadResult result) {
    return bodies(result.records());
  }

  private static List<String> bodies(byte[] records) {
    return MessageRecord.parseAll(records, 0, records.length).stream()
        .map(record -> new String(record.body(), StandardCharsets.UTF_8))
        .toList();
  }

  AppendResult append(String topic, String body, String uniqueId, String keys) {
    String properties = "UNIQ_KEY\u0001" + uniqueId + "\u0002KEYS\u0001" + keys + "\u0002";
    return on(() -> store.append(draft(topic, 0, body, properties)));
  }

  SearchResult search(String topic, String key, int most, long begin, long end) {
    @Nullable SearchResult[] result = new SearchResult[1];
    loop.execute(
        () ->
            store.search(
                new KeyQuery(topic, key, most, begin, end),
                new SearchCallback() {
                  @Override
                  public void found(SearchResult found) {
                    result[0] = found;
                  }

                  @Override
                  public void failed(StoreException failure) {
                    throw failure;
                  }
                }));
    time.settle();
    SearchResult found = result[0];
    if (found == null) {
      throw new AssertionError("the search did not end");
    }
    return found;
  }

  /** Returns the bodies of all messages of a key. */
  List<String> found(String topic, String key) {
    return bodies(search(topic, key, Integer.MAX_VALUE, 0, Long.MAX_VALUE).records());
  }

  void close() {
    loop.execute(store::close);
    time.settle();
  }
}
