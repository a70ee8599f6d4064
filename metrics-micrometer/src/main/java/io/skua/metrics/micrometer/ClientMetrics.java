package io.skua.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.ConsumeReport;
import io.skua.client.metrics.SendReport;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Shows a client's work in a meter registry.
 *
 * <ul>
 *   <li>{@code skua.client.sends}: timer of sends with all their attempts, with the tags {@code
 *       topic}, {@code broker}, {@code manner} and {@code outcome}: a status in lower case such as
 *       {@code send_ok}, {@code handed_over} when nobody answers, else the type of the exception
 *   <li>{@code skua.client.send.retries}: counter of the attempts behind the first, by topic
 *   <li>{@code skua.client.send.bytes}: counter of the bytes of bodies in sends that did not fail,
 *       after compression, by topic
 *   <li>{@code skua.client.consumes}: timer of the calls of listeners, with the tags {@code topic},
 *       {@code group} and {@code outcome}, such as {@code success} or {@code time_out}
 *   <li>{@code skua.client.consume.messages}: counter of the messages that they were given, with
 *       the same tags
 *   <li>{@code skua.client.consume.age}: timer of how long the oldest message of a call had been
 *       stored, with the tags {@code topic} and {@code group}
 *   <li>{@code skua.client.divided}: counter of reports that the members of a {@code group}
 *       subscribe differently
 *   <li>{@code skua.client.connections}: gauge of the connections that are open
 * </ul>
 *
 * <p>There is one set of meters per topic and broker: an application with very many topics bounds
 * them with a filter of its registry. One object serves any number of clients. Thread-safe.
 */
public final class ClientMetrics implements ClientListener {
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<SendKey, Timer> sends = new ConcurrentHashMap<>();
  private final Map<String, Volume> volumes = new ConcurrentHashMap<>();
  private final Map<ConsumeKey, Consumes> consumes = new ConcurrentHashMap<>();

  private record SendKey(String topic, String broker, String manner, String outcome) {}

  private record Volume(Counter retries, Counter bytes) {}

  private record ConsumeKey(String topic, String group, String outcome) {}

  private record Consumes(Timer calls, Counter messages, Timer age) {}

  /** Makes a listener whose meters are in a registry. */
  public ClientMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("skua.client.connections", connections, AtomicInteger::get)
        .description("Connections to name servers and brokers that are open")
        .register(registry);
  }

  @Override
  public void sendEnded(SendReport report, @Nullable Object begun) {
    String broker = report.broker();
    SendKey key =
        new SendKey(
            report.topic(),
            broker == null ? NONE : broker,
            report.manner().name().toLowerCase(Locale.ROOT),
            outcome(report));
    sends.computeIfAbsent(key, this::timer).record(report.nanos(), TimeUnit.NANOSECONDS);
    Volume volume = volumes.computeIfAbsent(report.topic(), this::volume);
    if (report.attempts() > 1) {
      volume.retries.increment(report.attempts() - 1.0);
    }
    if (report.failure() == null) {
      volume.bytes.increment(report.bodyBytes());
    }
  }

  private static String outcome(SendReport report) {
    Throwable failure = report.failure();
    if (failure != null) {
      return failure.getClass().getSimpleName();
    }
    return report.result() == null
        ? "handed_over"
        : report.result().getSendStatus().name().toLowerCase(Locale.ROOT);
  }

  private Timer timer(SendKey key) {
    return Timer.builder("skua.client.sends")
        .description("Sends with all their attempts")
        .tags(
            Tags.of(
                "topic", key.topic,
                "broker", key.broker,
                "manner", key.manner,
                "outcome", key.outcome))
        .register(registry);
  }

  private Volume volume(String topic) {
    return new Volume(
        Counter.builder("skua.client.send.retries")
            .description("Attempts behind the first one of a send")
            .tag("topic", topic)
            .register(registry),
        Counter.builder("skua.client.send.bytes")
            .description("Bodies as they were transmitted, in sends that did not fail")
            .baseUnit("bytes")
            .tag("topic", topic)
            .register(registry));
  }

  @Override
  public void consumed(ConsumeReport report) {
    ConsumeKey key =
        new ConsumeKey(
            report.topic(), report.group(), report.result().name().toLowerCase(Locale.ROOT));
    Consumes meters = consumes.computeIfAbsent(key, this::meters);
    meters.calls.record(report.nanos(), TimeUnit.NANOSECONDS);
    meters.messages.increment(report.messages());
    meters.age.record(report.oldestMillis(), TimeUnit.MILLISECONDS);
  }

  private Consumes meters(ConsumeKey key) {
    Tags who = Tags.of("topic", key.topic, "group", key.group);
    Tags what = who.and("outcome", key.outcome);
    return new Consumes(
        Timer.builder("skua.client.consumes")
            .description("Calls of listeners for messages")
            .tags(what)
            .register(registry),
        Counter.builder("skua.client.consume.messages")
            .description("Messages that listeners were given")
            .tags(what)
            .register(registry),
        Timer.builder("skua.client.consume.age")
            .description("How long the oldest message of a call had been stored")
            .tags(who)
            .register(registry));
  }

  @Override
  public void subscriptionsDiffer(String group) {
    Counter.builder("skua.client.divided")
        .description("Reports that the members of a group subscribe differently")
        .tag("group", group)
        .register(registry)
        .increment();
  }

  @Override
  public void connectionOpened(String address) {
    connections.incrementAndGet();
  }

  @Override
  public void connectionClosed(String address, @Nullable Throwable cause) {
    connections.decrementAndGet();
  }
}
