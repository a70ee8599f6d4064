package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.store.FlushMode;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Protocol B 5.4: what a group has consumed, through stops and power failures. */
class OffsetCrashTest {
  private final ServerFixture server = new ServerFixture();
  private final PowerLossDisk disk = new PowerLossDisk();
  private StoreSettings settings = StoreSettings.defaults().withSizes(64 * 1024, 1 << 20, 1000);

  private static StoreSettings rarelyForced() {
    StoreSettings usual = StoreSettings.defaults();
    return new StoreSettings(
        FlushMode.ASYNC,
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

  private void start(Disk on) {
    server.server = server.builder().disk(on).store(settings).build();
    server.start();
    server.time.advance(Duration.ofSeconds(2));
  }

  /** Ends the power, and returns what is left. */
  private Disk left() {
    Disk left = disk.lose();
    server.server.close();
    return left;
  }

  private void commit(long offset) {
    Frame answer =
        server.call(pull("orders", offset, "sysFlag", "5", "commitOffset", Long.toString(offset)));
    assertThat(answer.code()).isIn(0, 19);
  }

  private long committed() {
    return server
        .call(
            RequestCode.QUERY_CONSUMER_OFFSET,
            "consumerGroup",
            "consumers",
            "topic",
            "orders",
            "queueId",
            "0")
        .fields()
        .int64("offset");
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(server.call(message("orders", "m" + i)).code()).isZero();
    }
  }

  @Test
  void a_clean_stop_loses_nothing() {
    start(disk);
    send(3);
    commit(2);
    server.server.close();
    start(left());
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void a_power_failure_loses_what_was_consumed_in_the_last_five_seconds_at_most() {
    start(disk);
    send(3);
    commit(2);
    server.time.advance(Duration.ofMillis(5_100));
    commit(3);
    server.time.advance(Duration.ofMillis(100));
    start(left());
    assertThat(committed()).isBetween(2L, 3L);
  }

  @Test
  void a_group_does_not_miss_messages_in_place_of_those_that_a_power_failure_took() {
    settings = rarelyForced();
    start(disk);
    send(2);
    server.server.close();
    start(disk);
    send(3);
    commit(5);
    server.time.advance(Duration.ofMillis(5_100));
    start(left());
    Frame all = server.call(pull("orders", 0));
    assertThat(all.fields().int64("maxOffset")).isEqualTo(2);
    assertThat(committed()).isEqualTo(2);
    send(4);
    assertThat(committed()).isEqualTo(2);
  }
}
