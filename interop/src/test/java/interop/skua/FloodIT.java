package interop.skua;

import static org.assertj.core.api.Assertions.assertThat;

import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Route;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingTooMuchRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One-way sends as fast as a client of 256 MiB makes them, against a server in a process of its
 * own: the client slows down, runs out of nothing, and what it was not refused is stored. The
 * system property {@code flood.seconds} says for how long; without it there is no flood.
 */
@EnabledIfSystemProperty(named = "flood.seconds", matches = "\\d+")
public class FloodIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String TOPIC = "flood";
  private static final String MARK = "FLOOD ";
  private static final int THREADS = 4;
  private static final int BODY = 1024;

  @TempDir private Path directory;

  @Test
  void a_flood_slows_down_and_what_was_not_refused_is_stored() throws Exception {
    long seconds = Long.getLong("flood.seconds");
    String address = "127.0.0.1:" + FreePorts.one();
    try (ChildJvm server =
        ChildJvm.start(
            "skua serve",
            directory.resolve("server"),
            List.of("-Xmx256m"),
            List.of(
                "io.skua.cli.Main",
                "serve",
                "--port",
                address.substring(address.indexOf(':') + 1),
                "--data",
                directory.resolve("data").toString()))) {
      server.await("answer of " + address, PATIENCE, () -> Optional.of(Route.of(address, "any")));
      try (ChildJvm client =
          ChildJvm.start(
              "flood",
              directory.resolve("client"),
              List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
              List.of(FloodIT.class.getName(), address, Long.toString(seconds)))) {
        String result =
            client.await(
                "the end of the flood",
                PATIENCE.plusSeconds(seconds),
                () -> client.tail().lines().filter(line -> line.startsWith(MARK)).findFirst());
        System.out.println(result);
        assertThat(result).matches(MARK + "sent \\d+ refused \\d+ stored \\d+ all");
      }
    }
  }

  /** The process of the client: takes the name server and the seconds. */
  public static void main(String[] arguments) throws Exception {
    LongAdder sent = new LongAdder();
    LongAdder refused = new LongAdder();
    try (DefaultMQProducer producer = new DefaultMQProducer("flood")) {
      producer.setNamesrvAddr(arguments[0]);
      producer.start();
      producer.send(new Message(TOPIC, new byte[BODY]));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
      Thread[] threads = new Thread[THREADS];
      for (int i = 0; i < THREADS; i++) {
        threads[i] = new Thread(() -> flood(producer, end, sent, refused));
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      // One connection keeps the order: an answer to this says that what went before is there.
      producer.send(new Message(TOPIC, new byte[BODY]), TimeUnit.MINUTES.toMillis(1));
      long stored = -2; // the first one and this one
      for (MessageQueue queue : producer.fetchPublishMessageQueues(TOPIC)) {
        stored += producer.maxOffset(queue);
      }
      System.out.println(
          MARK
              + "sent "
              + sent
              + " refused "
              + refused
              + " stored "
              + stored
              + (stored == sent.sum() ? " all" : " NOT all"));
    }
  }

  private static void flood(
      DefaultMQProducer producer, long end, LongAdder sent, LongAdder refused) {
    Message message = new Message(TOPIC, new byte[BODY]);
    try {
      while (System.nanoTime() < end) {
        try {
          producer.sendOneway(message);
          sent.increment();
        } catch (RemotingTooMuchRequestException e) {
          refused.increment();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
