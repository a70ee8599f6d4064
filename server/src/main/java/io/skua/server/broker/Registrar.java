package io.skua.server.broker;

import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.runtime.Backoff;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.server.names.Registry;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.RegisterBroker;
import io.skua.wire.header.UnregisterBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this broker known: at the name server of this process directly, and at others over the
 * network, every 30 s and at once when a topic changes (protocol 3.1, 3.2). A name server forgets a
 * broker whose connection breaks, so that a loss is mended soon, and not in 30 s. On the loop.
 */
public final class Registrar implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Registrar.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);

  /**
   * How long a name server may take to answer, as Apache's brokers allow
   * (registerBrokerTimeoutMills). Less would cost a busy one its brokers: it forgets who gives a
   * connection up.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(24);

  private static final Backoff AGAIN = new Backoff(Duration.ofMillis(100), PERIOD, 2);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(1);

  /** The longest time that the answer to who made a topic waits for the name servers. */
  private static final Duration ANNOUNCING = Duration.ofSeconds(1);

  private static final int CRC_MASK = 0x7FFFFFFF;

  private final Identity identity;
  private final Topics topics;
  private final Loop loop;
  private final Links links;
  private final List<Address> nameServers;
  private final String address;
  private final @Nullable Registry local;
  private final String localAddress;
  private final Cancellable timer;
  private boolean asked;
  private boolean closed;
  private boolean againPlanned;
  private int lost; // registrations and connections in a row
  private CompletableFuture<Void> announced = CompletableFuture.completedFuture(null);

  /**
   * Registers in this process and starts the timer.
   *
   * @param nameServers the others; may be empty
   * @param address what they are told, host:port
   * @param local the name server of this process, or null
   * @param localAddress what that one is told
   */
  public Registrar(
      Identity identity,
      Topics topics,
      Loop loop,
      Links links,
      List<Address> nameServers,
      String address,
      @Nullable Registry local,
      String localAddress) {
    this.identity = identity;
    this.topics = topics;
    this.loop = loop;
    this.links = links;
    this.nameServers = nameServers;
    this.address = address;
    this.local = local;
    this.localAddress = localAddress;
    registerHere();
    topics.onChange(this::changed);
    links.onClose(
        (link, cause) -> {
          if (nameServers.contains(link.address())) {
            again();
          }
        });
    timer = loop.every(PERIOD, PERIOD, this::registerEverywhere);
  }

  private void changed() {
    registerHere();
    // A heartbeat may make many topics; the name servers hear of them together.
    if (!asked && !closed && !nameServers.isEmpty()) {
      asked = true;
      CompletableFuture<Void> news = new CompletableFuture<>();
      announced = news;
      loop.execute(() -> registerEverywhere(news));
    }
  }

  private void again() {
    if (!againPlanned && !closed) {
      againPlanned = true;
      lost++;
      loop.after(
          AGAIN.delay(lost),
          () -> {
            againPlanned = false;
            registerEverywhere();
          });
    }
  }

  /**
   * Returns what completes when the other name servers know the topics of now, or have had a second
   * to hear of them. Who makes a topic may look for it as soon as it has its answer.
   */
  public CompletableFuture<Void> announced() {
    return announced;
  }

  /** Takes a topic that is gone out of the name server of this process; tools ask the others. */
  public void withdraw(String topic) {
    Registry here = local;
    if (here != null) {
      here.deleteTopicOf(identity.broker(), topic);
    }
  }

  private void registerHere() {
    Registry here = local;
    if (here != null) {
      here.register(header(localAddress, 0), body(), null, 0);
    }
  }

  private RegisterBrokerBody body() {
    return new RegisterBrokerBody(topics.table(), List.of());
  }

  private RegisterBroker header(String told, int crc) {
    return new RegisterBroker(
        identity.broker(),
        told,
        identity.cluster(),
        "",
        Identity.MASTER,
        null,
        false,
        false,
        crc,
        null);
  }

  private void registerEverywhere() {
    registerEverywhere(new CompletableFuture<>());
  }

  private void registerEverywhere(CompletableFuture<Void> news) {
    asked = false;
    if (closed) {
      news.complete(null);
      return;
    }
    // Each failure has been logged.
    register()
        .whenComplete(
            (failures, thrown) -> {
              if (failures != null && failures.isEmpty()) {
                lost = 0;
              } else {
                again();
              }
              news.complete(null);
            });
    loop.after(ANNOUNCING, () -> news.complete(null));
  }

  /**
   * Registers at all other name servers.
   *
   * @return completes with the texts of the failures, one for each name server that did not take
   *     it, when all have answered or their time is over
   */
  public CompletableFuture<List<String>> register() {
    byte[] body = body().write();
    CRC32 crc = new CRC32();
    crc.update(body, 0, body.length);
    RegisterBroker header = header(address, (int) crc.getValue() & CRC_MASK);
    Frame request =
        Frame.request(RequestCode.REGISTER_BROKER, RegisterBroker.WIRE, header).withBody(body);
    return callAll(request, PATIENCE, this::registered);
  }

  private void registered(Frame answer) {
    if (answer.hasBody()) {
      KvTable order = KvTable.parse(answer.bodyArray(), answer.bodyFrom(), answer.bodyLength());
      topics.order(order.table().keySet());
    }
  }

  private CompletableFuture<List<String>> callAll(
      Frame request, Duration patience, Consumer<Frame> onSuccess) {
    List<String> failures = new ArrayList<>();
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (Address nameServer : nameServers) {
      CompletableFuture<@Nullable String> call =
          links.call(nameServer, request, patience, answer -> failure(answer, onSuccess));
      calls.add(
          call.handle(
              (refusal, thrown) -> {
                note(nameServer, thrown == null ? refusal : thrown.getMessage(), failures);
                return null;
              }));
    }
    return CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]))
        .thenApply(nothing -> failures);
  }

  private static @Nullable String failure(Frame answer, Consumer<Frame> onSuccess) {
    if (answer.code() == ResponseCode.SUCCESS) {
      onSuccess.accept(answer);
      return null;
    }
    return "it answered " + answer.code() + ": " + answer.remark();
  }

  private void note(Address nameServer, @Nullable String failure, List<String> failures) {
    if (failure != null) {
      failures.add("name server " + nameServer + ": " + failure);
      if (!closed) {
        log.warn(
            "broker {} could not be registered at name server {}: {}; it is tried again",
            identity.broker(),
            nameServer,
            failure);
      }
    }
  }

  /** Takes this broker out everywhere; completes when all name servers have heard, or in 1 s. */
  public CompletableFuture<List<String>> unregister() {
    close();
    UnregisterBroker header =
        new UnregisterBroker(identity.broker(), address, identity.cluster(), Identity.MASTER);
    Frame request = Frame.request(RequestCode.UNREGISTER_BROKER, UnregisterBroker.WIRE, header);
    return callAll(request, PATIENCE_AT_END, answer -> {});
  }

  /** Stops registering. */
  @Override
  public void close() {
    closed = true;
    timer.cancel();
    topics.onChange(() -> {});
  }
}
