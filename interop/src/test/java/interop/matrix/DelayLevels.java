package interop.matrix;

import io.skua.store.StoreSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The delays of the brokers of a matrix, all of one second but that of level 2: what failed comes
 * again soon, and which level it was is a property of the message.
 */
final class DelayLevels {
  private static final int COUNT = 18;

  /** Seconds, level 1 first. */
  private static final List<Long> SECONDS =
      IntStream.rangeClosed(1, COUNT).mapToObj(level -> level == 2 ? 3L : 1L).toList();

  private DelayLevels() {}

  /** In the words of an Apache broker's configuration. */
  static String inWords() {
    return SECONDS.stream().map(seconds -> seconds + "s").collect(Collectors.joining(" "));
  }

  /** These settings with the delays. */
  static StoreSettings in(StoreSettings usual) {
    return new StoreSettings(
        usual.flush(),
        usual.maxMessageBytes(),
        usual.logFileBytes(),
        usual.queueFileEntries(),
        usual.flushEvery(),
        usual.checkpointEvery(),
        usual.cleanEvery(),
        usual.retention(),
        usual.maxLogBytes(),
        usual.minFreeBytes(),
        SECONDS.stream().map(seconds -> seconds * 1000).toList(),
        usual.index());
  }
}
