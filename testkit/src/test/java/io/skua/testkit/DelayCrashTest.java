package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.store.FlushMode;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.store.disk.MemoryDisk;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails while delayed messages are delivered. Senders wait for the disk, and nothing else
 * has the log forced, so that only progress that waits for its messages survives this.
 */
class DelayCrashTest extends DelayScenario {
  private static final int MESSAGES = 40;

  private static StoreSettings rarelyForced() {
    StoreSettings usual = StoreSettings.defaults();
    return new StoreSettings(
        FlushMode.SYNC,
        64 * 1024,
        1 << 20,
        1000,
        Duration.ofHours(1),
        usual.checkpointEvery(),
        usual.cleanEvery(),
        usual.retention(),
        usual.maxLogBytes(),
        usual.minFreeBytes(),
        usual.delayMillis(),
        usual.index());
  }

  private void restartOn(Disk disk) {
    restart(server.builder().disk(disk).store(rarelyForced()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2_000, 4_000, 6_010, 8_100, 10_050, 12_000, 15_005, 16_000, 25_000})
  void everything_that_was_acknowledged_comes(int crashMillis) throws Exception {
    PowerLossDisk disk = new PowerLossDisk();
    restartOn(disk);
    producer.send(plain("known"));
    for (int i = 0; i < MESSAGES; i++) {
      send(level("level " + i, 2));
      send(seconds("timed " + i, 5 + i % 3));
      time.advance(Duration.ofMillis(250));
    }
    String recalled = send(seconds("recalled", 60)).getRecallHandle();
    producer.recallMessage(TOPIC, recalled);
    time.advance(Duration.ofMillis(crashMillis));
    List<String> before = delivered();
    MemoryDisk left = disk.lose();
    restartOn(left);
    time.advance(Duration.ofMinutes(2));
    Map<String, Integer> times = new HashMap<>();
    delivered().forEach(body -> times.merge(body, 1, Integer::sum));
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(times).containsKeys("level " + i, "timed " + i);
    }
    assertThat(times).doesNotContainKey("recalled");
    // What was delivered long before the crash does not come again.
    if (crashMillis > 20_000) {
      assertThat(before).hasSize(2 * MESSAGES);
      assertThat(times.values()).containsOnly(1);
    }
  }
}
