package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.runtime.VirtualTime;
import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.MemoryDisk;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.PopReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random schedules of sending, popping, confirming, changing of times, waiting, stopping and kill
 * -9. A message that is in flight does not come before its time, one that was confirmed in time
 * does not come again, and in the end all have been confirmed. Exempt from the first two is only
 * what a kill may have undone: what was confirmed, or came again, in the interval before it.
 */
class PopModelTest extends PopScenario {
  private static final int STEPS = 400;
  private static final int SCHEDULES_OF_A_SEED = 10;

  /** How much a kill may undo: what is in flight is written every 5 s. */
  private static final long INTERVAL_MILLIS = 5_500;

  /** What is known of a message. */
  private static final class Known {
    long inFlightUntil; // nobody may get it before
    long cameAgain; // when its time was over last
    long latest; // the latest time that any receipt of it says
    long unsureUntil; // since a kill it is not known when its time is over, but at most then
    long confirmed = Long.MAX_VALUE; // when
    boolean exempt;
    final StringBuilder history = new StringBuilder();
  }

  private final Map<String, Known> sent = new HashMap<>();
  private final List<Popped> held = new ArrayList<>();
  private Random random = new Random();
  private Disk disk = server.disk;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothing_is_lost_and_nothing_repeated_without_a_reason(long seed) {
    for (int i = 0; i < SCHEDULES_OF_A_SEED; i++) {
      long each = seed * 1000 + i;
      random = new Random(each);
      try {
        schedule();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with the seed " + each, e);
      }
    }
  }

  private void schedule() {
    for (int i = 0; i < STEPS; i++) {
      step(random.nextInt(100));
    }
    end();
  }

  private void step(int chance) {
    if (chance < 30) {
      String body = "message " + sent.size();
      send(body, "e", Integer.toString(random.nextInt(4)));
      sent.put(body, new Known());
    } else if (chance < 60) {
      take(1 + random.nextInt(8), 1_000 + random.nextInt(20_000));
    } else if (chance < 80) {
      confirm();
    } else if (chance < 85) {
      changeTime();
    } else if (chance < 97) {
      server.time.advance(Duration.ofMillis(random.nextInt(4_000)));
      dropLate();
    } else if (chance < 98) {
      stop();
    } else if (chance < 99) {
      kill();
    }
  }

  private void take(int most, int invisibleMillis) {
    List<Popped> messages =
        pop(
            "maxMsgNums",
            Integer.toString(most),
            "invisibleTime",
            Integer.toString(invisibleMillis));
    for (Popped popped : messages) {
      Known known = sent.get(popped.body());
      PopReceipt receipt = popped.parsed();
      note(known, popped.topic() + " " + popped.receipt());
      if (!known.exempt) {
        assertThat(known.confirmed)
            .as("the confirmation of %s:\n%s", popped, known.history)
            .isEqualTo(Long.MAX_VALUE);
        assertThat(known.inFlightUntil)
            .as("when %s may come again:\n%s", popped, known.history)
            .isLessThanOrEqualTo(receipt.popTime());
      }
      if (popped.reconsumeTimes() > 0) {
        known.cameAgain = Math.max(known.cameAgain, known.inFlightUntil);
      }
      known.inFlightUntil = receipt.popTime() + receipt.invisibleTime();
      known.latest = Math.max(known.latest, known.inFlightUntil);
      held.removeIf(other -> other.body().equals(popped.body()));
      held.add(popped);
    }
  }

  private void confirm() {
    if (held.isEmpty()) {
      return;
    }
    Popped message = held.remove(random.nextInt(held.size()));
    Known known = sent.get(message.body());
    long before = millis();
    note(known, "confirm " + message.receipt());
    assertThat(ack(message).code()).isZero();
    settle(known, before);
    if (before < known.inFlightUntil) {
      known.confirmed = millis();
    }
  }

  /** Nobody knows on which side of the end of its time a request has come in. */
  private void settle(Known known, long before) {
    known.exempt |= before < known.inFlightUntil && known.inFlightUntil <= millis();
  }

  private void changeTime() {
    if (held.isEmpty()) {
      return;
    }
    Popped message = held.remove(random.nextInt(held.size()));
    Known known = sent.get(message.body());
    long before = millis();
    note(known, "change " + message.receipt());
    Frame changed = change(message, 1_000 + random.nextInt(5_000));
    assertThat(changed.code()).isZero();
    settle(known, before);
    if (before < known.inFlightUntil) {
      known.inFlightUntil =
          changed.fields().int64("popTime") + changed.fields().int64("invisibleTime");
      known.latest = Math.max(known.latest, known.inFlightUntil);
    }
  }

  private void note(Known known, String event) {
    known.history.append(millis() - VirtualTime.EPOCH_MILLIS).append(": ").append(event);
    known.history.append('\n');
  }

  private void stop() {
    sent.values().forEach(known -> note(known, "stop"));
    startOn(disk);
  }

  /** What was written is there, what was in memory is not; what is in flight may come at once. */
  private void kill() {
    MemoryDisk left = new MemoryDisk();
    sent.values().forEach(known -> note(known, "kill"));
    copy("", left);
    long now = millis();
    for (Known known : sent.values()) {
      long over = known.inFlightUntil <= now ? known.inFlightUntil : known.cameAgain;
      long last = Math.max(Math.max(over, known.cameAgain), known.unsureUntil);
      boolean confirmed =
          known.confirmed != Long.MAX_VALUE && known.confirmed > now - INTERVAL_MILLIS;
      known.exempt |= confirmed || last > now - INTERVAL_MILLIS;
      known.unsureUntil = known.latest;
      known.inFlightUntil = 0;
    }
    held.clear();
    startOn(left);
  }

  private void startOn(Disk left) {
    server.server.close();
    disk = left;
    server.server = server.builder().disk(left).build();
    server.start();
    server.time.advance(SECOND.multipliedBy(2));
    dropLate();
  }

  /** Receipts of which nobody may expect anything. */
  private void dropLate() {
    held.removeIf(message -> sent.get(message.body()).inFlightUntil <= millis());
  }

  private void copy(String directory, MemoryDisk to) {
    for (Disk.Entry entry : disk.list(directory)) {
      String path = directory.isEmpty() ? entry.name() : directory + "/" + entry.name();
      if (entry.directory()) {
        copy(path, to);
      } else {
        copyFile(path, to);
      }
    }
  }

  private void copyFile(String path, MemoryDisk to) {
    try (DiskFile from = disk.open(path);
        DiskFile file = to.open(path)) {
      byte[] bytes = new byte[(int) from.size()];
      from.read(0, bytes, 0, bytes.length);
      file.write(0, bytes, 0, bytes.length);
      file.resize(from.size());
    }
  }

  /** All that is left is confirmed now. */
  private void end() {
    held.clear();
    for (int round = 0; round < 60 && open() > 0; round++) {
      server.time.advance(Duration.ofSeconds(25));
      take(32, 20_000);
      while (!held.isEmpty()) {
        confirm();
      }
    }
    assertThat(open()).as("messages that never came again").isZero();
  }

  private long open() {
    return sent.values().stream().filter(known -> known.confirmed == Long.MAX_VALUE).count();
  }
}
