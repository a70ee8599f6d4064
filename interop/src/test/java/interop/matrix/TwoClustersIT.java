package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Body;
import interop.harness.Eventually;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two clusters in one process whose brokers have one name, and two producers of one group name and
 * one instance name, sending to one topic name: each message is in the cluster it was sent to, and
 * nowhere else. With Apache's client the second producer would share the instance of the first.
 */
class TwoClustersIT {
  private static final String TOPIC = "the-same";
  private static final int COUNT = 10_000;
  private static final int IN_FLIGHT = 500;
  private static final int PATIENCE_SECONDS = 60;

  /** A producer and what became of its messages. */
  private static final class Sender implements SendCallback, AutoCloseable {
    private final String prefix;
    private final DefaultMQProducer producer = new DefaultMQProducer("the-same-group");
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Sender(String prefix, Cluster cluster) throws Exception {
      this.prefix = prefix;
      producer.setNamesrvAddr(cluster.nameServer().address());
      producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
      producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
      producer.setInstanceName("the-same-instance");
      producer.start();
    }

    void send(int number) throws Exception {
      assertThat(room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      byte[] body = (prefix + number).getBytes(StandardCharsets.UTF_8);
      producer.send(new Message(TOPIC, body), this);
    }

    @Override
    public void onSuccess(SendResult result) {
      room.release();
    }

    @Override
    public void onException(Throwable failure) {
      failures.add(failure);
      room.release();
    }

    void awaitAll() throws InterruptedException {
      assertThat(room.tryAcquire(IN_FLIGHT, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(failures).isEmpty();
    }

    @Override
    public void close() {
      producer.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_message_crosses_over(Kind servers, @TempDir Path directory) throws Exception {
    Cell.Servers kinds = new Cell.Servers(servers, servers);
    try (Cluster left = Cluster.start(kinds, directory.resolve("left"));
        Cluster right = Cluster.start(kinds, directory.resolve("right"))) {
      try (Sender toLeft = new Sender("left ", left);
          Sender toRight = new Sender("right ", right)) {
        for (int i = 0; i < COUNT; i++) {
          toLeft.send(i);
          toRight.send(i);
        }
        toLeft.awaitAll();
        toRight.awaitAll();
      }
      assertHasExactly("left ", left);
      assertHasExactly("right ", right);
    }
  }

  private static void assertHasExactly(String prefix, Cluster cluster) throws Exception {
    Set<Body> stored = new HashSet<>(); // A send that is retried on a loaded machine counts once.
    for (Route.Queue queue : Route.of(cluster.nameServer().address(), TOPIC).queues()) {
      Reader.read(queue, 0).messages().stream().map(Stored::body).forEach(stored::add);
    }
    Set<Body> expected = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(Body.of(prefix + i));
    }
    assertThat(stored).as("messages of %s", prefix).hasSize(COUNT);
    assertThat(stored.equals(expected)).as("exactly those of %s", prefix).isTrue();
  }
}
