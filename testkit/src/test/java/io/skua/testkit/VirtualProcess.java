package io.skua.testkit;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Net;
import io.skua.net.Receiver;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.VirtualTime;
import io.skua.runtime.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One of several processes on one virtual time: it can be killed, after which nothing of it runs
 * any more, and its threads can wait as real ones do, while the others go on. A thread that may
 * wait is a real one, but only one runs at a time, and what wakes it is virtual time: the same seed
 * gives the same run.
 */
final class VirtualProcess implements Platform {
  /** Ends the threads of a process that has been killed. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private static final Address NOWHERE = new Address("10.255.255.255", 1);

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "virtual-process");
            thread.setDaemon(true);
            return thread;
          });

  private final VirtualTime time;
  private final Loop timers;
  private final Workers baton;
  private final Net under;
  private final MortalNet net;
  private final Set<Fiber> parked = new LinkedHashSet<>();
  private final Set<Connection> connections = new LinkedHashSet<>();
  private @Nullable Fiber current;
  private boolean dead;
  private boolean isolated;

  VirtualProcess(VirtualTime time, LoopbackNetwork network, String host) {
    this.time = time;
    this.timers = time.loop("timers of " + host);
    this.baton = time.workers("threads of " + host, 1);
    this.under = network.net(host);
    this.net = new MortalNet();
  }

  Net net() {
    return net;
  }

  /** Ends it as kill -9 does: the system closes its connections, and nothing else happens. */
  void kill() {
    dead = true;
    under.close();
    List.copyOf(parked).forEach(fiber -> baton.execute(fiber::go));
  }

  boolean dead() {
    return dead;
  }

  /** Closes all connections, as a break in the network does. */
  void cut() {
    Set.copyOf(connections).forEach(connection -> connection.channel().close());
  }

  /** Closes all connections and lets no new ones open, or ends that. */
  void isolate(boolean set) {
    isolated = set;
    if (set) {
      cut();
    }
  }

  /** From now on nothing comes in over the connections that are open, and nobody is told. */
  void deafen() {
    connections.forEach(connection -> connection.deaf = true);
  }

  /** Runs a task on a thread that may wait. */
  void start(Runnable task) {
    baton.execute(new Fiber(task)::go);
  }

  /** Lets the thread of the caller wait. */
  void sleep(Duration duration) {
    Fiber fiber = running();
    timers.after(duration, () -> baton.execute(fiber::go));
    fiber.park();
  }

  /** Ends the calling thread when the process has been killed. */
  void check() {
    if (dead) {
      throw new Killed();
    }
  }

  private Fiber running() {
    Fiber fiber = current;
    if (fiber == null) {
      throw new IllegalStateException("not on a thread of the process");
    }
    return fiber;
  }

  @Override
  public Clock clock() {
    return time.clock();
  }

  @Override
  public RandomGenerator random() {
    return time.random();
  }

  @Override
  public Workers workers(String name, int threads) {
    boolean waits = name.startsWith("ConsumeMessageThread_");
    Workers workers = time.workers(name, threads);
    return new Workers() {
      @Override
      public void execute(Runnable task) {
        Runnable mortal = mortal(task);
        workers.execute(waits ? new Fiber(mortal)::go : mortal);
      }

      @Override
      public void resize(int most) {
        workers.resize(most);
      }

      @Override
      public void close(Duration grace) {
        workers.close(grace);
      }
    };
  }

  @Override
  public <T> T awaitNanos(CompletableFuture<T> result, long atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    Fiber fiber = current;
    if (fiber == null) {
      return time.awaitNanos(result, atMost);
    }
    if (!result.isDone()) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      Cancellable limit = timers.after(Duration.ofNanos(atMost), () -> over.complete(null));
      CompletableFuture.anyOf(result, over)
          .whenComplete((any, failure) -> baton.execute(fiber::go));
      fiber.park();
      limit.cancel();
    }
    if (!result.isDone()) {
      throw new TimeoutException("nothing within " + Duration.ofNanos(atMost));
    }
    return result.get();
  }

  private Runnable mortal(Runnable task) {
    return () -> {
      if (!dead) {
        task.run();
      }
    };
  }

  /** A thread that runs while the one of the test waits for it. */
  private final class Fiber {
    private final Runnable task;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private boolean begun;
    private boolean ended;
    private @Nullable Throwable failure;

    Fiber(Runnable task) {
      this.task = task;
    }

    /** On the thread of the test. */
    void go() {
      if (ended || (dead && !begun)) {
        return;
      }
      parked.remove(this);
      current = this;
      if (begun) {
        turn.release();
      } else {
        begun = true;
        THREADS.execute(this::body);
      }
      back.acquireUninterruptibly();
      current = null;
      if (failure != null) {
        throw new AssertionError("a thread failed", failure);
      }
    }

    private void body() {
      try {
        task.run();
      } catch (Killed e) {
        // As it should be.
      } catch (RuntimeException | Error e) {
        failure = dead ? null : e;
      } finally {
        ended = true;
        back.release();
      }
    }

    void park() {
      check();
      parked.add(this);
      back.release();
      turn.acquireUninterruptibly();
      check();
    }
  }

  private final class MortalNet implements Net {
    private final Loop loop = new MortalLoop(under.loop());

    @Override
    public Loop loop() {
      return loop;
    }

    @Override
    public Channel dial(Address address, Duration budget, Receiver receiver) {
      Connection connection = new Connection(receiver);
      connection.channel = under.dial(isolated ? NOWHERE : address, budget, connection);
      return connection.channel;
    }

    @Override
    public Listener listen(Address bind, Function<Channel, Receiver> acceptor) throws IOException {
      return under.listen(
          bind,
          channel -> {
            Connection connection = new Connection(acceptor.apply(channel));
            connection.channel = channel;
            return connection;
          });
    }

    @Override
    public void close() {
      under.close();
    }
  }

  /** Tells a process what comes in, as long as it lives and hears. */
  private final class Connection implements Receiver {
    private final Receiver receiver;
    private @Nullable Channel channel;
    private boolean deaf;

    Connection(Receiver receiver) {
      this.receiver = receiver;
      connections.add(this);
    }

    Channel channel() {
      Channel known = channel;
      if (known == null) {
        throw new IllegalStateException("no channel yet");
      }
      return known;
    }

    @Override
    public void opened() {
      if (!dead) {
        receiver.opened();
      }
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      if (!dead && !deaf) {
        receiver.received(bytes, from, to);
      }
    }

    @Override
    public void writable() {
      if (!dead) {
        receiver.writable();
      }
    }

    @Override
    public void closed(@Nullable IOException cause) {
      connections.remove(this);
      if (!dead) {
        receiver.closed(cause);
      }
    }
  }

  private final class MortalLoop implements Loop {
    private final Loop loop;

    MortalLoop(Loop loop) {
      this.loop = loop;
    }

    @Override
    public boolean inside() {
      return loop.inside();
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(mortal(task));
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return loop.after(delay, mortal(task));
    }

    @Override
    public Cancellable every(Duration first, Duration period, Runnable task) {
      Cancellable[] series = new Cancellable[1];
      series[0] =
          loop.every(
              first,
              period,
              () -> {
                if (dead) {
                  series[0].cancel();
                } else {
                  task.run();
                }
              });
      return series[0];
    }
  }
}
