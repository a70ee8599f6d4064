package interop.skua;

import static org.assertj.core.api.Assertions.assertThat;

import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.remoting.exception.RemotingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code skua serve --flush sync} is killed in the middle of a load, again and again on one
 * directory: every message that was acknowledged must be there. Three kills in every build; the
 * system property {@code kills} asks for more.
 */
class KillIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String TOPIC = "survivors";
  private static final int SENDERS = 4;

  /** A message that was acknowledged, by the place that the broker named. */
  private record Acknowledged(int queueId, long queueOffset, String msgId) {}

  @TempDir private Path directory;

  private final int port;
  private final String address;
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();

  KillIT() throws IOException {
    port = FreePorts.one();
    address = "127.0.0.1:" + port;
  }

  private ChildJvm serve(int round) throws Exception {
    ChildJvm server =
        ChildJvm.start(
            "skua serve",
            directory.resolve("round-" + round),
            List.of("-Xmx96m", "-XX:+UseSerialGC"),
            List.of(
                "io.skua.cli.Main",
                "serve",
                "--port",
                Integer.toString(port),
                "--flush",
                "sync",
                "--data",
                directory.resolve("data").toString()));
    server.await(
        "answer of " + address, PATIENCE, () -> Optional.of(Route.of(address, "any-topic")));
    return server;
  }

  @Test
  void no_acknowledged_message_is_missing_after_kills_under_load() throws Exception {
    int kills = Integer.getInteger("kills", 3);
    for (int round = 0; round < kills; round++) {
      int before = acknowledged.size();
      try (ChildJvm server = serve(round)) {
        assertNothingIsMissing();
        loadUntilKilled(server, before + 300 + 100 * round);
      }
      assertThat(acknowledged.size()).as("messages of round %d", round).isGreaterThan(before);
    }
    try (ChildJvm server = serve(kills)) {
      assertThat(server.pid()).isPositive();
      assertNothingIsMissing();
    }
    System.out.printf(
        "%d kills, %d sent, %d acknowledged, none missing%n",
        kills, sent.get(), acknowledged.size());
  }

  private void loadUntilKilled(ChildJvm server, int enough) throws Exception {
    try (DefaultMQProducer producer = new DefaultMQProducer("killers")) {
      producer.setNamesrvAddr(address);
      producer.setRetryTimesWhenSendFailed(0);
      producer.start();
      List<CompletableFuture<Void>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(CompletableFuture.runAsync(() -> sendUntilItFails(producer)));
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (acknowledged.size() < enough && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      server.close(); // kill -9
      for (CompletableFuture<Void> sender : senders) {
        sender.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private void sendUntilItFails(DefaultMQProducer producer) {
    try {
      while (true) {
        String body = "message " + sent.incrementAndGet();
        SendResult result =
            producer.send(new Message(TOPIC, body.getBytes(StandardCharsets.UTF_8)));
        if (result.getSendStatus() == SendStatus.SEND_OK) {
          acknowledged.add(
              new Acknowledged(
                  result.getMessageQueue().getQueueId(),
                  result.getQueueOffset(),
                  result.getMsgId()));
        }
      }
    } catch (MQClientException | RemotingException | MQBrokerException e) {
      assertThat(e).isNotNull(); // the kill
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertNothingIsMissing() throws Exception {
    Map<String, String> places = new TreeMap<>();
    for (Route.Queue queue : Route.of(address, TOPIC).queues()) {
      long expected = 0;
      for (Stored stored : Reader.read(queue, 0).messages()) {
        assertThat(stored.queueOffset()).isEqualTo(expected++);
        places.put(stored.uniqueKey(), stored.queueId() + "@" + stored.queueOffset());
      }
    }
    for (Acknowledged each : acknowledged) {
      assertThat(places)
          .as("of %d acknowledged", acknowledged.size())
          .containsEntry(each.msgId, each.queueId + "@" + each.queueOffset);
    }
  }
}
