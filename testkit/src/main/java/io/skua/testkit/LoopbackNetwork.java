package io.skua.testkit;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Net;
import io.skua.net.Receiver;
import io.skua.runtime.Loop;
import io.skua.runtime.VirtualTime;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network inside the thread of a test: several {@link Net}s on one {@link VirtualTime}, with a
 * latency, and with the faults that a test asks for. Bytes pass as they would through sockets; a
 * connection has room for {@link #WINDOW} bytes that its other end has not taken. Everything is
 * addressed by literal IPv4 addresses.
 */
public final class LoopbackNetwork implements FaultyNetwork {
  /** How many bytes a connection holds per direction. */
  public static final int WINDOW = 256 * 1024;

  private final VirtualTime time;
  private final Loop loop;
  private final Map<Address, LoopbackListener> listeners = new HashMap<>();
  private final Set<Address> silent = new HashSet<>();
  private final Set<End> ends = new LinkedHashSet<>();
  private Duration latency = Duration.ofMillis(1);
  private Weather weather = (target, towards) -> part -> Duration.ZERO;
  private int nextPort = 40_000;

  /** Makes a network on a time. */
  public LoopbackNetwork(VirtualTime time) {
    this.time = time;
    this.loop = time.loop("network");
  }

  /** Sets how long bytes travel in one direction; 1 ms unless set. */
  public void latency(Duration oneWay) {
    latency = oneWay;
  }

  @Override
  public void weather(Weather set) {
    weather = set;
  }

  /** Makes a network whose connections come from {@code host}, a literal address. */
  public Net net(String host) {
    return new LoopbackNet(host);
  }

  /** Here, new connections to the address neither open nor fail. */
  @Override
  public void silence(Address address) {
    silent.add(address);
  }

  @Override
  public void restore(Address address) {
    silent.remove(address);
  }

  @Override
  public void reset(Address address) {
    for (End end : List.copyOf(ends)) {
      if (end.target.equals(address)) {
        end.finish(new IOException("Connection reset by peer"));
      }
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    loop.after(delay, task);
  }

  @Override
  public long nanos() {
    return time.clock().nanos();
  }

  /** Returns how many connections are open, each counted once. */
  public int connections() {
    return (int) ends.stream().filter(end -> end.open && end.dialled).count();
  }

  private static InetSocketAddress socketAddress(Address address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address + " is no literal address", e);
    }
  }

  private final class LoopbackNet implements Net {
    private final String host;
    private final Loop loop;
    private final List<LoopbackListener> mine = new ArrayList<>();
    private boolean closed;

    LoopbackNet(String host) {
      this.host = host;
      this.loop = time.loop("net " + host);
    }

    @Override
    public Loop loop() {
      return loop;
    }

    @Override
    public Channel dial(Address address, Duration budget, Receiver receiver) {
      loop.assertInside();
      Address from = new Address(host, nextPort++);
      End end = new End(loop, this, address, from, address, true);
      end.receiver = receiver;
      loop.after(latency.multipliedBy(2), () -> connect(end, address, from));
      loop.after(
          budget,
          () -> {
            if (!end.open) {
              end.finish(new IOException("no connection within " + budget.toMillis() + " ms"));
            }
          });
      return end;
    }

    private void connect(End end, Address address, Address from) {
      if (end.done || silent.contains(address)) {
        return;
      }
      LoopbackListener listener = listeners.get(address);
      if (listener == null) {
        end.finish(new ConnectException("Connection refused"));
        return;
      }
      End other = new End(listener.net.loop, listener.net, address, address, from, false);
      end.other = other;
      other.other = end;
      listener.net.loop.execute(() -> listener.accept(other));
      end.begin();
    }

    @Override
    public Listener listen(Address bind, Function<Channel, Receiver> acceptor) throws IOException {
      Address address = bind.port() == 0 ? bind.withPort(nextPort++) : bind;
      if (listeners.containsKey(address)) {
        throw new BindException("cannot listen on " + address + ": Address already in use");
      }
      LoopbackListener listener = new LoopbackListener(this, address, acceptor);
      listeners.put(address, listener);
      mine.add(listener);
      return listener;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        List.copyOf(mine).forEach(LoopbackListener::close);
        for (End end : List.copyOf(ends)) {
          if (end.net == this) {
            end.close();
          }
        }
      }
    }
  }

  private final class LoopbackListener implements Net.Listener {
    private final LoopbackNet net;
    private final Address address;
    private final Function<Channel, Receiver> acceptor;

    LoopbackListener(LoopbackNet net, Address address, Function<Channel, Receiver> acceptor) {
      this.net = net;
      this.address = address;
      this.acceptor = acceptor;
    }

    void accept(End end) {
      end.receiver = acceptor.apply(end);
      end.begin();
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public void close() {
      listeners.remove(address, this);
      net.mine.remove(this);
    }
  }

  private final class End implements Channel {
    private final Loop loop;
    private final LoopbackNet net;
    private final Address target; // the address that was dialled, on both ends
    private final Address local;
    private final Address remote;
    private final boolean dialled;
    private final Passage passage; // of what this end writes
    private final List<byte[]> heldBack = new ArrayList<>();
    private @Nullable Receiver receiver;
    private @Nullable End other;
    private boolean open;
    private boolean done;
    private boolean reading = true;
    private boolean awaitsRoom;
    private int inFlight; // bytes that the other end has not taken
    private long lastArrival; // at the other end, in nanoseconds

    End(
        Loop loop,
        LoopbackNet net,
        Address target,
        Address local,
        Address remote,
        boolean dialled) {
      this.loop = loop;
      this.net = net;
      this.target = target;
      this.local = local;
      this.remote = remote;
      this.dialled = dialled;
      this.passage = weather.passage(target, dialled);
      ends.add(this);
    }

    void begin() {
      if (!done && receiver != null) {
        open = true;
        receiver.opened();
      }
    }

    @Override
    public InetSocketAddress remote() {
      return socketAddress(remote);
    }

    @Override
    public InetSocketAddress local() {
      return socketAddress(local);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      End peer = other;
      if (done || peer == null) {
        throw new IOException("Broken pipe");
      }
      int count = Math.min(bytes.remaining(), WINDOW - inFlight);
      if (count > 0) {
        inFlight += count;
        byte[] part = new byte[count];
        bytes.get(part);
        travel(peer, part, () -> peer.arrive(part));
      }
      return count;
    }

    /** What left first arrives first. */
    private void travel(End peer, byte[] part, Runnable arrival) {
      Duration longer = passage.carry(part);
      if (longer != null) {
        long now = time.clock().nanos();
        long at = Math.max(lastArrival + 1, now + latency.plus(longer).toNanos());
        lastArrival = at;
        peer.loop.after(Duration.ofNanos(at - now), arrival);
      }
    }

    private void arrive(byte[] part) {
      if (done || silent.contains(target)) {
        return;
      }
      if (!reading) {
        heldBack.add(part);
        return;
      }
      if (receiver != null) {
        receiver.received(part, 0, part.length);
      }
      End peer = other;
      if (peer != null) {
        peer.taken(part.length);
      }
    }

    private void taken(int count) {
      inFlight -= count;
      if (awaitsRoom) {
        awaitsRoom = false;
        loop.execute(
            () -> {
              if (!done && receiver != null) {
                receiver.writable();
              }
            });
      }
    }

    @Override
    public void awaitWritable() {
      awaitsRoom = true;
      if (inFlight < WINDOW) {
        taken(0);
      }
    }

    @Override
    public void reading(boolean on) {
      reading = on;
      if (on) {
        List<byte[]> waiting = List.copyOf(heldBack);
        heldBack.clear();
        waiting.forEach(this::arrive);
      }
    }

    @Override
    public void close() {
      loop.execute(() -> finish(null));
    }

    private void finish(@Nullable IOException cause) {
      if (done) {
        return;
      }
      done = true;
      open = false;
      ends.remove(this);
      End peer = other;
      if (peer != null && !silent.contains(target)) {
        travel(peer, new byte[0], () -> peer.finish(cause));
      }
      if (receiver != null) {
        receiver.closed(cause);
      }
    }

    @Override
    public String toString() {
      return local + " -> " + remote;
    }
  }
}
