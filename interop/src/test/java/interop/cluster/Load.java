package interop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.remoting.exception.RemotingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One producer, in use by a thread that sends and waits and a thread that does not wait. */
final class Load implements AutoCloseable {
  private static final int IN_FLIGHT = 200;
  private static final int PATIENCE_SECONDS = 60;

  /** Two threads with this pause send up to 500 messages in a second. */
  private static final Duration PAUSE = Duration.ofMillis(4);

  /** An attempt to send: when it began, by {@link System#nanoTime}, and where it went. */
  record Attempt(long nanos, String address) {}

  private final String topic;
  private final DefaultMQProducer producer = new DefaultMQProducer("load");
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Tally sync = new Tally("sync");
  private final Tally async = new Tally("async");
  private CompletableFuture<Void> run = CompletableFuture.completedFuture(null);
  private volatile boolean over;

  private Load(String topic) {
    this.topic = topic;
  }

  /**
   * Starts to send.
   *
   * @param routeAge after how long the producer asks for the route again
   */
  static Load start(String nameServers, String topic, Duration routeAge) throws MQClientException {
    Load load = new Load(topic);
    load.producer.setNamesrvAddr(nameServers);
    load.producer.setPollNameServerInterval((int) routeAge.toMillis());
    load.producer.getDefaultMQProducerImpl().registerSendMessageHook(load.new Watch());
    load.producer.start();
    load.run =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(load::sendAndWait, load.threads),
            CompletableFuture.runAsync(load::sendOn, load.threads));
    return load;
  }

  private final class Watch implements SendMessageHook {
    @Override
    public String hookName() {
      return "watch";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
      attempts.add(new Attempt(System.nanoTime(), String.valueOf(context.getBrokerAddr())));
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
      // The tallies are told of whole sends.
    }
  }

  private void sendAndWait() {
    while (!over) {
      String body = sync.next();
      try {
        answered(sync, body, producer.send(message(body)));
      } catch (MQClientException | RemotingException | MQBrokerException e) {
        failed(sync, e);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void sendOn() {
    while (!over) {
      String body = async.next();
      try {
        room.acquire();
        producer.send(message(body), callback(body));
      } catch (MQClientException | RemotingException e) {
        failed(async, e);
        room.release();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private SendCallback callback(String body) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {
        answered(async, body, result);
        room.release();
      }

      @Override
      public void onException(Throwable failure) {
        failed(async, failure);
        room.release();
      }
    };
  }

  private Message message(String body) {
    return new Message(topic, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void answered(Tally tally, String body, SendResult result) {
    if (result.getSendStatus() == SendStatus.SEND_OK) {
      tally.acknowledged(body);
    } else {
      tally.failed(result.getSendStatus().name(), result.toString());
    }
  }

  private static void failed(Tally tally, Throwable failure) {
    tally.failed(failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()));
  }

  /** What became of the messages, in each manner. */
  List<Tally> tallies() {
    return List.of(sync, async);
  }

  /** The attempts to send to an address that began in a span. */
  List<Attempt> attempts(String address, long from, long until) {
    return attempts.stream()
        .filter(attempt -> attempt.address().equals(address))
        .filter(attempt -> attempt.nanos() - from > 0 && attempt.nanos() - until < 0)
        .toList();
  }

  /** Sends no more, and waits until every send has come to its end. */
  void finish() throws Exception {
    over = true;
    run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(room.tryAcquire(IN_FLIGHT, PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("every callback was called")
        .isTrue();
  }

  @Override
  public void close() {
    over = true;
    producer.shutdown();
    threads.shutdownNow();
  }
}
