package io.skua.client.internal.names;

import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.net.NetException;
import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name servers of a client. One is chosen at random and kept as long as it answers; when it
 * does not, the next one is asked (protocol 1.10). Thread-safe.
 */
public final class NameServers {
  private static final Logger log = LoggerFactory.getLogger(NameServers.class);

  private final Links links;
  private final Clock clock;
  private final Random shuffle;
  private volatile List<Address> servers = List.of(); // in the order in which they are asked

  /** Makes an empty list. */
  public NameServers(Links links, Platform platform) {
    this.links = links;
    this.clock = platform.clock();
    this.shuffle = new Random(platform.random().nextLong());
  }

  /** Returns the servers, the chosen one first. */
  public List<Address> list() {
    return servers;
  }

  /**
   * Replaces the list when it differs as a set; the chosen server stays the chosen one if it is in
   * both. An empty list is ignored.
   *
   * @param addresses host:port of each, separated by semicolons
   * @throws IllegalArgumentException when an address is not of that form
   */
  public synchronized void update(String addresses) {
    List<Address> fresh = parse(addresses);
    if (fresh.isEmpty() || new HashSet<>(fresh).equals(new HashSet<>(servers))) {
      return;
    }
    Collections.shuffle(fresh, shuffle);
    List<Address> before = servers;
    if (!before.isEmpty() && fresh.remove(before.get(0))) {
      fresh.add(0, before.get(0));
    }
    log.info("name servers: {}", fresh);
    servers = List.copyOf(fresh);
  }

  /** Reads a list of addresses; blank parts are skipped, and so are repetitions. */
  public static List<Address> parse(String addresses) {
    List<Address> list = new ArrayList<>();
    for (String part : addresses.split(";", -1)) {
      if (!part.isBlank()) {
        Address address = Address.parse(part);
        if (!list.contains(address)) {
          list.add(address);
        }
      }
    }
    return list;
  }

  /**
   * Asks one server after another until one answers, whatever the answer is.
   *
   * @param timeout for all of them together; each gets an equal share of what is left
   * @param reader makes the result of the answer, on the loop
   * @return fails with {@link NamesUnreachableException}, or with what the reader throws
   */
  public <T> CompletableFuture<T> ask(Frame request, Duration timeout, Function<Frame, T> reader) {
    List<Address> order = servers;
    if (order.isEmpty()) {
      return CompletableFuture.failedFuture(new NamesUnreachableException());
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    long deadline = clock.nanos() + timeout.toNanos();
    new Question<>(order, request, deadline, reader, result).next();
    return result;
  }

  private synchronized void prefer(Address answered) {
    if (!servers.isEmpty() && !servers.get(0).equals(answered) && servers.contains(answered)) {
      List<Address> order = new ArrayList<>(servers);
      Collections.rotate(order, -order.indexOf(answered));
      servers = List.copyOf(order);
    }
  }

  private final class Question<T> implements BiConsumer<T, @Nullable Throwable> {
    private final List<Address> order;
    private final Frame request;
    private final long deadline;
    private final Function<Frame, T> reader;
    private final CompletableFuture<T> result;
    private final List<NamesUnreachableException.Asked> failures = new ArrayList<>();
    private long start; // of the present call

    Question(
        List<Address> order,
        Frame request,
        long deadline,
        Function<Frame, T> reader,
        CompletableFuture<T> result) {
      this.order = order;
      this.request = request;
      this.deadline = deadline;
      this.reader = reader;
      this.result = result;
    }

    void next() {
      Address address = order.get(failures.size());
      start = clock.nanos();
      Duration share =
          Duration.ofNanos(Math.max(0, deadline - start) / (order.size() - failures.size()));
      links.call(address, request, share, reader).whenComplete(this);
    }

    @Override
    public void accept(T answer, @Nullable Throwable failure) {
      Address address = order.get(failures.size());
      if (failure == null) {
        prefer(address);
        result.complete(answer);
      } else if (failure instanceof NetException net) {
        long millis = TimeUnit.NANOSECONDS.toMillis(clock.nanos() - start);
        failures.add(
            new NamesUnreachableException.Asked(
                address, millis, net.kind(), String.valueOf(failure.getMessage())));
        if (failures.size() < order.size()) {
          next();
        } else {
          result.completeExceptionally(new NamesUnreachableException(failures, failure));
        }
      } else {
        result.completeExceptionally(failure);
      }
    }
  }
}
