package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import io.skua.client.TlsOptions;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.remoting.RPCHook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How docs/errors.md is checked: the exact type, the words of the text, and the time. */
final class Failing {
  /** For what must not wait for the end of its send, {@link Eventually#CALL_MILLIS}. */
  static final Duration AT_ONCE = Duration.ZERO;

  /** What a loaded machine may add to the time of a failure. */
  private static final Duration SLACK = Duration.ofSeconds(20);

  private Failing() {}

  /** Something that must fail. */
  interface Attempt {
    void run() throws Exception;
  }

  static DefaultMQProducer started(@Nullable String nameServers) throws MQClientException {
    return started(nameServers, null, null);
  }

  static DefaultMQProducer started(
      @Nullable String nameServers, @Nullable RPCHook hook, @Nullable TlsOptions tls)
      throws MQClientException {
    DefaultMQProducer producer = prepared(nameServers, hook, tls);
    producer.start();
    return producer;
  }

  static DefaultMQProducer prepared(
      @Nullable String nameServers, @Nullable RPCHook hook, @Nullable TlsOptions tls) {
    DefaultMQProducer producer = new DefaultMQProducer("errors", hook);
    producer.setNamesrvAddr(nameServers);
    producer.setInstanceName("errors-" + System.nanoTime());
    producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    producer.setTlsOptions(tls);
    return producer;
  }

  static Message message(String topic) {
    return new Message(topic, "refused".getBytes(StandardCharsets.UTF_8));
  }

  /** Sends, which fails as {@link #fails} says, and shuts the producer down. */
  static void sendFails(
      DefaultMQProducer producer,
      String topic,
      Class<? extends Exception> type,
      Duration within,
      String... words) {
    try (producer) {
      fails(() -> producer.send(message(topic)), type, within, words);
    }
  }

  /** Fails with exactly this type, these words in its text, and in bounded time. */
  static void fails(
      Attempt attempt, Class<? extends Exception> type, Duration within, String... words) {
    long start = System.nanoTime();
    Throwable thrown = null;
    try {
      attempt.run();
    } catch (ExecutionException e) {
      thrown = e.getCause();
    } catch (Exception e) {
      thrown = e;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(thrown).isExactlyInstanceOf(type).hasMessageContainingAll(words);
    assertThat(took).as("time of %s", thrown).isLessThan(within.plus(SLACK));
  }

  static SendResult await(CompletableFuture<SendResult> send) throws Exception {
    return send.get(1, TimeUnit.MINUTES);
  }
}
