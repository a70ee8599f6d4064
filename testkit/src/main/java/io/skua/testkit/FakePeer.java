package io.skua.testkit;

import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Net;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.VirtualTime;
import io.skua.wire.frame.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A server on a {@link LoopbackNetwork} that remembers what it received and answers as its script
 * says: what was scripted once, else what was scripted for good, else what its kind usually says.
 * Belongs to the thread of the test.
 */
public class FakePeer {
  /** A request that came in, and when, in milliseconds since {@link VirtualTime#EPOCH_MILLIS}. */
  public record Received(Frame frame, long millis, Link link) {}

  private final LoopbackNetwork network;
  private final VirtualTime time;
  private final Net net;
  private final Address address;
  private final Dispatcher dispatcher = new Dispatcher();
  private final List<Received> received = new ArrayList<>();
  private final Map<Integer, Deque<RequestHandler>> once = new HashMap<>();
  private final Map<Integer, RequestHandler> always = new HashMap<>();
  private Net.Listener listener;

  /** Makes a server that knows no request yet, and listens. */
  protected FakePeer(LoopbackNetwork network, VirtualTime time, Address address) {
    this.network = network;
    this.time = time;
    this.address = address;
    this.net = network.net(address.host());
    this.listener = listen();
  }

  private Net.Listener listen() {
    try {
      return net.listen(
          address,
          channel ->
              Link.accepted(net.loop(), time.clock(), LinkSettings.DEFAULT, dispatcher, channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets what is usually answered to requests of a code. */
  protected final void usually(int code, RequestHandler usual) {
    dispatcher.on(
        code,
        (request, exchange) -> {
          received.add(new Received(request.retain(), millis(), exchange.link()));
          handler(code, usual).handle(request, exchange);
        });
  }

  private RequestHandler handler(int code, RequestHandler usual) {
    Deque<RequestHandler> script = once.get(code);
    return script == null || script.isEmpty()
        ? always.getOrDefault(code, usual)
        : script.removeFirst();
  }

  private long millis() {
    return time.clock().wallMillis() - VirtualTime.EPOCH_MILLIS;
  }

  /** Scripts the answers to the next requests of a code, one each. */
  public final void next(int code, RequestHandler... script) {
    Collections.addAll(once.computeIfAbsent(code, key -> new ArrayDeque<>()), script);
  }

  /** Scripts the answer to all requests of a code that nothing else is scripted for. */
  public final void always(int code, RequestHandler handler) {
    always.put(code, handler);
  }

  /** Ends {@link #always}. */
  public final void asUsual(int code) {
    always.remove(code);
  }

  /** Returns an answer that never comes. */
  public static RequestHandler silence() {
    return (request, exchange) -> {};
  }

  /** Returns a refusal. */
  public static RequestHandler refusal(int code, String remark) {
    return (request, exchange) -> {
      throw new RequestRefused(code, remark);
    };
  }

  /** Returns an answer that comes after a while. */
  public final RequestHandler later(Duration delay, RequestHandler answer) {
    return (request, exchange) -> {
      Frame kept = request.retain();
      net.loop().after(delay, () -> answer.handle(kept, exchange));
    };
  }

  /** Returns an answer that is always the same frame. */
  public static RequestHandler answer(Frame response) {
    return (request, exchange) -> exchange.reply(response);
  }

  /** Returns where this server listens. */
  public final Address address() {
    return address;
  }

  /** Returns everything that came in, in order. */
  public final List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns the requests of a code that came in, in order. */
  public final List<Frame> received(int code) {
    return received.stream().map(Received::frame).filter(frame -> frame.code() == code).toList();
  }

  /** Returns when requests of a code came in, in milliseconds since virtual time began. */
  public final List<Long> moments(int code) {
    return received.stream()
        .filter(each -> each.frame().code() == code)
        .map(Received::millis)
        .toList();
  }

  /** Returns the codes that came in. */
  public final Set<Integer> codes() {
    Set<Integer> codes = new TreeSet<>();
    received.forEach(each -> codes.add(each.frame().code()));
    return codes;
  }

  /** Forgets what came in. */
  public final void forget() {
    received.clear();
  }

  /** Stops listening and breaks all connections: from now on connecting is refused. */
  public final void stop() {
    listener.close();
    network.reset(address);
  }

  /** Listens again after {@link #stop()}. */
  public final void restart() {
    listener = listen();
  }
}
