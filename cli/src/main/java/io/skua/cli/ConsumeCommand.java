package io.skua.cli;

import io.skua.client.ClientConfig;
import io.skua.client.Validators;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.common.filter.ExpressionType;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.body.SubscriptionData;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the messages of a topic as they come. */
@Command(
    name = "consume",
    description = "Follow a topic: print its messages, a line each, as they come.",
    footerHeading =
        "%nWithout --group it only reads: no group's consuming changes, and the brokers remember"
            + " nothing of it. With --group it is a member of that group, gets its share, and"
            + " commits what it has printed. Ctrl-C ends it.%n",
    sortOptions = false)
final class ConsumeCommand implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration LEAVING = Duration.ofSeconds(8);

  /** Comparisons, quotes, brackets and blanks within a word are not in tags, but in conditions. */
  private static final Pattern TAGS =
      Pattern.compile("[^\\s=<>'()|]+(\\s*\\|\\|\\s*[^\\s=<>'()|]+)*");

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Mixin private final NameServerOption nameServers = new NameServerOption();

  @Option(
      names = "--from",
      paramLabel = "first|last|TIME",
      defaultValue = "last",
      converter = StartPoint.Converter.class,
      description =
          "Where to begin: first, with all that is there; last, with what comes from now on; a time as 2026-01-31T18:30 or 2026-01-31T18:30:00Z; or a time ago as 90s, 15m, 2h, 1d. A group that has consumed before goes on where it was. Default: ${DEFAULT-VALUE}.")
  private StartPoint from = new StartPoint(StartPoint.Kind.LAST, 0);

  @Option(
      names = "--filter",
      paramLabel = "EXPRESSION",
      description =
          "Only some messages: tags, as \"TagA || TagB\", or a condition of SQL92 on their properties, as \"price > 10 AND TAGS = 'TagA'\". Default: all.")
  private String filter = SubscriptionData.ALL;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Consume as a member of this group. Default: read without a group.")
  private @Nullable String group;

  @Option(names = "--json", description = "Print each message as a JSON object, on one line.")
  private boolean json;

  @Option(names = "--count", paramLabel = "N", description = "End after so many messages.")
  private @Nullable Long count;

  @Mixin private final ClientOptions client = new ClientOptions();

  @Parameters(paramLabel = "TOPIC", description = "Topic to follow.")
  private String topic = "";

  private final CompletableFuture<Void> left = new CompletableFuture<>();

  @Override
  public Integer call() throws Exception {
    if (count != null && count < 1) {
      throw usage("--count must be 1 or more, not " + count);
    }
    MessagePrinter printer =
        new MessagePrinter(spec.commandLine().getOut(), json, count == null ? -1 : count);
    try (StopHook hook = new StopHook(() -> stop(printer))) {
      return follow(printer, hook);
    } finally {
      left.complete(null);
    }
  }

  /** Has the thread of the command end it, which commits and tells the brokers. */
  private int stop(MessagePrinter printer) {
    printer.end();
    try {
      SystemPlatform.INSTANCE.await(left, LEAVING);
      return 0;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return 1;
    }
  }

  private int follow(MessagePrinter printer, StopHook hook)
      throws MQClientException, ExecutionException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    try (Follower follower = follower(printer, err)) {
      follower.start();
      err.println("Following " + topic + " at " + nameServers.joined() + ". Ctrl-C ends it.");
      err.flush();
      await(printer.ended());
    } catch (MQClientException e) {
      if (!hook.stopping()) {
        throw e;
      }
    }
    long printed = printer.printed();
    err.println(
        printed
            + (printed == 1 ? " message" : " messages")
            + (group == null ? "." : ", consumed by group " + group + "."));
    err.flush();
    return out.checkError() ? 1 : 0;
  }

  private Follower follower(MessagePrinter printer, PrintWriter err) throws MQClientException {
    Validators.checkTopic(topic);
    SubscriptionData subscription = subscription();
    if (group == null) {
      ClientSettings settings = Settings.of(set(new ClientConfig()), client.hook());
      return new QueueFollower(settings, subscription, from, printer, err);
    }
    DefaultMQPushConsumer consumer = set(new DefaultMQPushConsumer(group, client.hook()));
    return new GroupFollower(consumer, subscription, from, printer);
  }

  private <C extends ClientConfig> C set(C made) {
    made.setNamesrvAddr(nameServers.joined());
    return client.secure(made);
  }

  private SubscriptionData subscription() {
    String type =
        TAGS.matcher(filter.strip()).matches() ? ExpressionType.TAG : ExpressionType.SQL92;
    try {
      return Subscriptions.of(topic, type, filter.strip(), 0);
    } catch (IllegalArgumentException e) {
      throw usage("--filter: " + e.getMessage());
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  /** Waits for the end, or, in a program that has this command in a thread, an interrupt. */
  private static void await(CompletableFuture<Void> ended) throws ExecutionException {
    try {
      SystemPlatform.INSTANCE.await(ended, FOREVER);
    } catch (InterruptedException e) {
      return;
    } catch (TimeoutException e) {
      throw new IllegalStateException("the wait for the end ended otherwise", e);
    }
  }
}
