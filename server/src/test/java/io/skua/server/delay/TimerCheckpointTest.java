package io.skua.server.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.store.disk.MemoryDisk;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TimerCheckpointTest {
  /** The first 56 bytes of a file of a 5.3.3 broker (golden-c, timercheck); the rest is zero. */
  private static final byte[] APACHES =
      HexFormat.of()
          .parseHex(
              "000001a202604000000000000000030c000000000000000f000000000000000f"
                  + "0000000000000000000001a20260405d0000000000000052");

  @Test
  void apaches_file_is_understood() {
    assertThat(TimerCheckpoint.decode(Arrays.copyOf(APACHES, 4096)))
        .isEqualTo(new TimerCheckpoint(1795336192000L, 15, 15, 82, 0));
  }

  @Test
  void an_apache_broker_understands_ours() {
    byte[] ours = new TimerCheckpoint(1795336192000L, 15, 15, 82, 7).encode(1795336192093L);
    byte[] withoutLog = APACHES.clone();
    Arrays.fill(withoutLog, 8, 16, (byte) 0); // We have no timer log.
    assertThat(Arrays.copyOf(ours, 56)).isEqualTo(withoutLog);
    assertThat(ours).hasSize(4096);
  }

  @Test
  void a_checkpoint_outlives_the_process() {
    MemoryDisk disk = new MemoryDisk();
    assertThat(TimerCheckpoint.read(disk)).isEqualTo(TimerCheckpoint.NONE);
    TimerCheckpoint checkpoint = new TimerCheckpoint(5000, 9, 4, 3, 1L << 61 | 6);
    checkpoint.write(disk, 1);
    assertThat(TimerCheckpoint.read(disk)).isEqualTo(checkpoint);
  }

  @Test
  void the_key_counts_only_for_the_second_that_it_was_written_with() {
    byte[] changed = new TimerCheckpoint(5000, 9, 4, 3, 6).encode(1);
    changed[7]++;
    assertThat(TimerCheckpoint.decode(changed).key()).isZero();
  }

  @Test
  void a_checkpoint_that_is_ahead_of_its_queue_is_cut() {
    assertThat(new TimerCheckpoint(5000, 9, 4, 3, 6).within(2))
        .isEqualTo(new TimerCheckpoint(5000, 2, 2, 3, 6));
  }
}
