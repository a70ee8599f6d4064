package io.skua.cli;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.remoting.exception.RemotingException;
import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends messages: a few one after the other, many with several under way. */
@Command(
    name = "send",
    description = "Send messages to a topic.",
    footerHeading =
        "%nUp to 20 messages are sent one after the other, with a line for each; more with many"
            + " under way. The first failure ends it.%n",
    sortOptions = false)
final class SendCommand implements Callable<Integer> {
  /** Up to this many there is a line for each. */
  static final int FEW = 20;

  private static final int MOST_UNDER_WAY = 1024;
  private static final int MOST_BYTES_UNDER_WAY = 8 << 20;

  // A send has a deadline of its own, 3 s; this one only guards against a defect.
  private static final Duration GUARD = Duration.ofSeconds(30);

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private SkuaCommand skua;

  @Mixin private final NameServerOption nameServers = new NameServerOption();

  @Option(names = "--topic", paramLabel = "T", required = true, description = "Topic to send to.")
  private String topic = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many messages. Default: ${DEFAULT-VALUE}.")
  private long count;

  @Option(names = "--size", paramLabel = "B", description = "Send bodies of so many bytes.")
  private @Nullable Integer size;

  @Option(names = "--keys", paramLabel = "K", description = "Keys of each message.")
  private @Nullable String keys;

  @Option(names = "--tags", paramLabel = "G", description = "Tag of each message.")
  private @Nullable String tags;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "skua_send",
      description = "Producer group. Default: ${DEFAULT-VALUE}.")
  private String group = "";

  @Mixin private final ClientOptions client = new ClientOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "BODY",
      description = "What to send. Default: Hello RocketMQ.")
  private @Nullable String text;

  private final Platform platform = SystemPlatform.INSTANCE;
  private final Clock clock = platform.clock();

  @Override
  public Integer call() throws Exception {
    byte[] body = body();
    try (DefaultMQProducer producer = client.secure(new DefaultMQProducer(group, client.hook()))) {
      producer.setNamesrvAddr(nameServers.joined());
      producer.start();
      return count <= FEW ? sendFew(producer, body) : sendMany(producer, body);
    }
  }

  private byte[] body() {
    if (count < 1) {
      throw usage("--count must be 1 or more, not " + count);
    }
    if (text != null && size != null) {
      throw usage("BODY and --size exclude each other");
    }
    if (size == null) {
      return (text == null ? "Hello RocketMQ" : text).getBytes(StandardCharsets.UTF_8);
    }
    if (size < 1 || size > 128 << 20) {
      throw usage("--size must be between 1 and " + (128 << 20) + ", not " + size);
    }
    byte[] filled = new byte[size];
    Arrays.fill(filled, (byte) 'x');
    return filled;
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private Message message(byte[] body) {
    return new Message(topic, tags == null ? "" : tags, keys == null ? "" : keys, body);
  }

  private int sendFew(DefaultMQProducer producer, byte[] body)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    for (long i = 0; i < count && !out.checkError(); i++) {
      out.println(producer.send(message(body)));
    }
    return out.checkError() ? 1 : 0;
  }

  private int sendMany(DefaultMQProducer producer, byte[] body)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long begin = clock.nanos();
    // Alone: it finds out whether anybody is there, and makes a topic that is not.
    producer.send(message(body));
    Tally tally = new Tally();
    tally.stored = 1;
    Progress progress = new Progress(out, skua.terminal(), count, clock);
    Queue<CompletableFuture<SendResult>> underWay = new ArrayDeque<>();
    int most = Math.max(1, Math.min(MOST_UNDER_WAY, MOST_BYTES_UNDER_WAY / (body.length + 1)));
    for (long i = 1; i < count && tally.first == null; i++) {
      if (underWay.size() == most) {
        settle(underWay.remove(), tally);
      }
      underWay.add(producer.sendAsync(message(body)));
      progress.at(tally.stored);
    }
    while (!underWay.isEmpty()) {
      settle(underWay.remove(), tally);
      progress.at(tally.stored);
    }
    progress.end();
    out.println(tally.summary(count, clock.nanos() - begin));
    if (tally.first != null) {
      throw new CommandFailure(Diagnosis.of(tally.first), tally.first);
    }
    return out.checkError() ? 1 : 0;
  }

  private void settle(CompletableFuture<SendResult> oldest, Tally tally)
      throws InterruptedException {
    try {
      platform.await(oldest, GUARD);
      tally.stored++;
    } catch (ExecutionException | TimeoutException e) {
      tally.failed++;
      if (tally.first == null) {
        tally.first = e;
      }
    }
  }

  /** What became of the messages; the command's thread's. */
  private static final class Tally {
    private long stored;
    private long failed;
    private @Nullable Exception first;

    private String summary(long wanted, long nanos) {
      double seconds = Math.max(1, nanos) / 1e9;
      return String.format(
          Locale.ROOT,
          "%d of %d sent in %.2f s, %.0f/s, %d failed",
          stored,
          wanted,
          seconds,
          stored / seconds,
          failed);
    }
  }
}
