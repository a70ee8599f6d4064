package interop.group;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a consumer costs that has 500 queues and nothing to do. */
class IdleConsumerIT {
  private static final int QUEUES = 500;
  private static final Duration MEASURED =
      Duration.ofSeconds(Integer.getInteger("idle.seconds", 10));
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final double MOST_PERCENT = 3;

  @TempDir private Path directory;

  @Test
  void an_idle_consumer_of_500_queues_takes_less_than_three_percent_of_a_core() throws Exception {
    try (SkuaServer server = SkuaServer.builder().port(0).build();
        DefaultMQProducer producer = new DefaultMQProducer("load")) {
      server.start();
      String address = server.address().toString();
      producer.setNamesrvAddr(address);
      producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
      producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
      producer.start();
      producer.createTopic("TBW102", "idle", QUEUES, Map.of());
      try (ConsumerProcess consumer = ConsumerProcess.start(directory, address, "idle")) {
        for (int i = 0; i < QUEUES; i++) {
          producer.send(new Message("idle", ("" + i).getBytes(StandardCharsets.UTF_8)));
        }
        Eventually.get(
            "all messages",
            PATIENCE,
            () -> consumer.consumed().size() == QUEUES ? Optional.of(true) : Optional.empty());
        // What happens once, like compiling, shall have happened.
        LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
        double percent = percent(consumer.pid());
        System.out.printf(
            "an idle consumer of %d queues takes %.2f %% of a core%n", QUEUES, percent);
        assertThat(percent).isLessThan(MOST_PERCENT);
      }
    }
  }

  private static double percent(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    Duration before = process.info().totalCpuDuration().orElseThrow();
    long start = System.nanoTime();
    LockSupport.parkNanos(MEASURED.toNanos());
    long passed = System.nanoTime() - start;
    Duration used = process.info().totalCpuDuration().orElseThrow().minus(before);
    return 100.0 * used.toNanos() / passed;
  }
}
