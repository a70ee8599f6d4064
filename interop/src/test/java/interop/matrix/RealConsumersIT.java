package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import interop.apache.ApacheConsumer;
import interop.harness.Body;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.Report;
import interop.harness.Target;
import interop.operator.Console;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of every kind, from our producer through our servers to Apache's consumer, which waits
 * for them with long polling, and from Apache's producer through Apache's servers to our reading.
 * What comes out is what went in, each message once, and those of a queue in their order.
 */
class RealConsumersIT {
  /** Names of the scenarios that send, between them, every kind of message. */
  private static final List<String> KINDS =
      List.of(
          "synchronous",
          "properties",
          "batch",
          "compressed-with-zlib",
          "compressed-with-lz4",
          "compressed-with-zstd",
          "delay-level",
          "timers",
          "transaction-committed",
          "transaction-rolled-back",
          "ordered-by-key",
          "trace",
          "request-and-reply");

  private static final String QUESTIONS = "questions";
  private static final int QUEUES = 4;
  private static final long REQUEST_MILLIS = 30_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Body QUESTION = Body.of("how much?");
  private static final Body REPLY = Body.of("42");

  private static Clusters clusters;
  private static ApacheConsumer apacheConsumer;
  private static SkuaReader skuaReader;

  @BeforeAll
  static void start_the_servers_and_who_reads_from_them(@TempDir Path directory) throws Exception {
    List<Cell.Servers> pure =
        Stream.of(Kind.values()).map(kind -> new Cell.Servers(kind, kind)).toList();
    clusters = Clusters.start(pure, directory);
    List<String> topics = new ArrayList<>(KINDS);
    topics.add(QUESTIONS);
    for (Cell.Servers kinds : pure) {
      Cluster cluster = clusters.get(kinds);
      for (String topic : topics) {
        console(cluster).topic(topic, QUEUES, QUEUES, Operator.READ_WRITE);
      }
    }
    apacheConsumer = ApacheConsumer.start(nameServer(Kind.SKUA), "apache-consumer", topics);
    skuaReader = SkuaReader.start(nameServer(Kind.APACHE));
  }

  @AfterAll
  static void end_them() {
    try {
      skuaReader.close();
      apacheConsumer.close();
    } finally {
      clusters.close();
    }
  }

  static Stream<Arguments> every_sender_and_kind() {
    return Stream.of(Kind.values())
        .flatMap(sender -> KINDS.stream().map(kind -> arguments(sender, kind)));
  }

  @ParameterizedTest(name = "from {0}: {1}")
  @MethodSource("every_sender_and_kind")
  @Execution(ExecutionMode.CONCURRENT)
  void the_other_one_receives_what_was_sent(Kind sender, String kind) throws Exception {
    Cluster cluster = cluster(sender);
    Report report =
        Implementations.scenarios(Client.valueOf(sender.name()))
            .named(kind)
            .run(new Target(cluster.nameServer().address(), kind, console(cluster)));
    int count = report.sent().size();
    List<Stored> received =
        Eventually.get(
            count + " messages of " + kind + " from " + sender,
            PATIENCE,
            () -> Optional.of(received(sender, kind)).filter(some -> some.size() >= count));
    new Verification(
            report.sent(),
            report.queues(),
            report.compressedFrom(),
            report.compression(),
            byQueue(Route.of(cluster.nameServer().address(), kind), received),
            cluster.broker().address())
        .check(Map.of());
  }

  /** By the receiver of the other kind. */
  private static List<Stored> received(Kind sender, String topic) throws Exception {
    return switch (sender) {
      case SKUA -> apacheConsumer.received(topic);
      case APACHE -> skuaReader.received(topic);
    };
  }

  /** The messages of each queue as they came: what is out of order has no dense offsets. */
  private static List<Reader.Contents> byQueue(Route route, List<Stored> received) {
    return route.queues().stream()
        .map(
            queue -> {
              List<Stored> messages =
                  received.stream().filter(message -> message.queueId() == queue.id()).toList();
              return new Reader.Contents(queue, 0, messages.size(), messages);
            })
        .toList();
  }

  @Test
  void apaches_consumer_answers_our_request() throws Exception {
    var asking = new io.skua.client.producer.DefaultMQProducer("ours-asks");
    var answering = new org.apache.rocketmq.client.producer.DefaultMQProducer("apaches-answers");
    asking.setNamesrvAddr(nameServer(Kind.SKUA));
    answering.setNamesrvAddr(nameServer(Kind.SKUA));
    answering.setMqClientApiTimeout((int) REQUEST_MILLIS);
    asking.start();
    answering.start();
    try {
      CompletableFuture<byte[]> reply = new CompletableFuture<>();
      asking.request(
          new io.skua.common.message.Message(QUESTIONS, QUESTION.bytes()),
          new io.skua.client.producer.RequestCallback() {
            @Override
            public void onSuccess(io.skua.common.message.Message message) {
              reply.complete(message.getBody());
            }

            @Override
            public void onException(Throwable failure) {
              reply.completeExceptionally(failure);
            }
          },
          REQUEST_MILLIS);
      var request =
          Eventually.get(
              "our request",
              PATIENCE,
              () -> apacheConsumer.messages(QUESTIONS).stream().findFirst());
      assertThat(Body.of(request.getBody())).isEqualTo(QUESTION);
      answering.send(
          org.apache.rocketmq.client.utils.MessageUtil.createReplyMessage(request, REPLY.bytes()));
      assertThat(Body.of(reply.get(REQUEST_MILLIS, TimeUnit.MILLISECONDS))).isEqualTo(REPLY);
    } finally {
      asking.shutdown();
      answering.shutdown();
    }
  }

  @Test
  void we_answer_a_request_of_apaches_producer() throws Exception {
    var asking = new org.apache.rocketmq.client.producer.DefaultMQProducer("apaches-asks");
    asking.setNamesrvAddr(nameServer(Kind.APACHE));
    asking.setMqClientApiTimeout((int) REQUEST_MILLIS);
    asking.start();
    try {
      CompletableFuture<byte[]> reply = new CompletableFuture<>();
      asking.request(
          new org.apache.rocketmq.common.message.Message(QUESTIONS, QUESTION.bytes()),
          new org.apache.rocketmq.client.producer.RequestCallback() {
            @Override
            public void onSuccess(org.apache.rocketmq.common.message.Message message) {
              if (message != null) { // Or it says that the request was sent.
                reply.complete(message.getBody());
              }
            }

            @Override
            public void onException(Throwable failure) {
              reply.completeExceptionally(failure);
            }
          },
          REQUEST_MILLIS);
      var request =
          Eventually.get(
              "Apache's request",
              PATIENCE,
              () -> skuaReader.messages(QUESTIONS).stream().findFirst());
      assertThat(Body.of(request.getBody())).isEqualTo(QUESTION);
      skuaReader
          .producer()
          .send(io.skua.client.utils.MessageUtil.createReplyMessage(request, REPLY.bytes()));
      assertThat(Body.of(reply.get(REQUEST_MILLIS, TimeUnit.MILLISECONDS))).isEqualTo(REPLY);
    } finally {
      asking.shutdown();
    }
  }

  private static Cluster cluster(Kind kind) {
    return clusters.get(new Cell.Servers(kind, kind));
  }

  private static String nameServer(Kind kind) {
    return cluster(kind).nameServer().address();
  }

  private static Console console(Cluster cluster) {
    return new Console(cluster.nameServer().address(), cluster.broker().address());
  }
}
