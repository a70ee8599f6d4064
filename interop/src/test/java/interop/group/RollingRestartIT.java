package interop.group;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each of four members of a group, under load, ends and is replaced: in peace, and nothing is lost
 * and nothing comes twice; by kill -9, and nothing is lost. Once in every build; the system
 * property {@code rolling.runs} asks for more.
 */
class RollingRestartIT {
  private static final int RUNS = Integer.getInteger("rolling.runs", 1);
  private static final int MEMBERS = 4;
  private static final int QUEUES = 8;
  private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(4);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** How a member ends. */
  private interface End {
    void end(ConsumerProcess member);
  }

  @TempDir private Path directory;

  @Test
  void a_rolling_restart_with_drain_loses_nothing_and_repeats_nothing() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      Map<String, Integer> times =
          restart("drain-" + run, member -> assertThat(member.drain()).as("drained").isTrue());
      assertThat(repeated(times)).as("repeated").isEmpty();
      System.out.printf(
          "rolling restart with drain, run %d: %d messages, 0 lost, 0 repeated%n",
          run + 1, times.size());
    }
  }

  @Test
  void a_rolling_restart_with_kills_loses_nothing() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      Map<String, Integer> times = restart("kill-" + run, ConsumerProcess::close);
      System.out.printf(
          "rolling restart with kill -9, run %d: %d messages, 0 lost, %d repeated%n",
          run + 1, times.size(), repeated(times).size());
    }
  }

  private static List<String> repeated(Map<String, Integer> times) {
    return times.keySet().stream().filter(body -> times.get(body) > 1).sorted().toList();
  }

  /** Returns how often each message was consumed that was acknowledged to its producer. */
  private Map<String, Integer> restart(String name, End end) throws Exception {
    Path place = directory.resolve(name);
    List<ConsumerProcess> all = new ArrayList<>();
    try (SkuaServer server = SkuaServer.builder().port(0).build();
        DefaultMQProducer producer = new DefaultMQProducer("load")) {
      server.start();
      String address = server.address().toString();
      producer.setNamesrvAddr(address);
      producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
      producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
      producer.start();
      producer.createTopic("TBW102", name, QUEUES, Map.of());
      for (int i = 0; i < MEMBERS; i++) {
        all.add(ConsumerProcess.start(place.resolve("member-" + i), address, name));
      }
      Set<String> sent = ConcurrentHashMap.newKeySet();
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(() -> send(producer, name, sent, over));
      for (int i = 0; i < MEMBERS; i++) {
        awaitProgress(all, sent, load);
        end.end(all.get(i));
        all.add(ConsumerProcess.start(place.resolve("replacement-" + i), address, name));
      }
      awaitProgress(all, sent, load);
      over.set(true);
      load.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      awaitAll(all, sent);
      // Whatever comes twice comes within this time: all members that remain end in peace.
      for (ConsumerProcess member : all.subList(MEMBERS, all.size())) {
        assertThat(member.drain()).as("drained").isTrue();
      }
      return times(all);
    } finally {
      all.forEach(ConsumerProcess::close);
    }
  }

  private static void send(
      DefaultMQProducer producer, String topic, Set<String> sent, AtomicBoolean over) {
    for (int i = 0; !over.get(); i++) {
      try {
        String body = "message-" + i;
        Message message = new Message(topic, body.getBytes(StandardCharsets.UTF_8));
        if (producer.send(message).getSendStatus() == SendStatus.SEND_OK) {
          sent.add(body);
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      LockSupport.parkNanos(BETWEEN_MESSAGES.toNanos());
    }
  }

  /** Waits until so many messages more have been consumed that every member has had some. */
  private static void awaitProgress(
      List<ConsumerProcess> all, Set<String> sent, CompletableFuture<Void> load) {
    int enough = times(all).size() + 100 * MEMBERS;
    Eventually.get(
        "consumption of " + enough + " messages of " + sent.size(),
        PATIENCE,
        () -> {
          if (load.isDone()) {
            throw new Eventually.Hopeless(
                "nobody sends any more: " + load.handle((v, e) -> e).join());
          }
          return times(all).size() >= enough ? Optional.of(true) : Optional.empty();
        });
  }

  private static void awaitAll(List<ConsumerProcess> all, Set<String> sent) {
    Eventually.get(
        "all of " + sent.size() + " messages",
        PATIENCE,
        () -> {
          List<String> missing = new ArrayList<>(sent);
          missing.removeAll(times(all).keySet());
          if (!missing.isEmpty()) {
            throw new IllegalStateException(missing.size() + " are missing, as " + missing.get(0));
          }
          return Optional.of(true);
        });
  }

  private static Map<String, Integer> times(List<ConsumerProcess> all) {
    Map<String, Integer> times = new HashMap<>();
    for (ConsumerProcess member : all) {
      member.consumed().forEach(body -> times.merge(body, 1, Integer::sum));
    }
    return times;
  }
}
