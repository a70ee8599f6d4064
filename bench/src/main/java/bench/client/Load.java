package bench.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The ways to send for a while. Each returns how many messages were stored in that time. */
final class Load {
  static final int IN_FLIGHT = 1000;

  /** One-way messages between two that are answered. */
  static final int BURST = 500;

  private static final int SAMPLES = 1 << 20;

  private final Producer producer;
  private final long[] latencies = new long[SAMPLES]; // ns; written by the one sending thread

  Load(Producer producer) {
    this.producer = producer;
  }

  /** One thread, one message after the other; keeps each time in {@link #latencies}. */
  long sync(long nanos) throws Exception {
    long now = System.nanoTime();
    long end = now + nanos;
    int count = 0;
    while (now - end < 0 && count < SAMPLES) {
      producer.send();
      long after = System.nanoTime();
      latencies[count++] = after - now;
      now = after;
    }
    return count;
  }

  /** Nanoseconds of each message of the last {@link #sync}, in the order of sending. */
  long[] latencies() {
    return latencies;
  }

  /** A thousand messages on their way at any time, from one thread. */
  long async(long nanos) throws Exception {
    Semaphore free = new Semaphore(IN_FLIGHT);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Producer.Done done =
        new Producer.Done() {
          @Override
          public void stored() {
            free.release();
          }

          @Override
          public void failed(Throwable why) {
            failure.compareAndSet(null, why);
            free.release();
          }
        };
    long end = System.nanoTime() + nanos;
    long count = 0;
    while (System.nanoTime() - end < 0) {
      free.acquire();
      producer.sendAsync(done);
      count++;
    }
    if (!free.tryAcquire(IN_FLIGHT, 30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("some sends never ended");
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a send failed", failure.get());
    }
    return count;
  }

  /**
   * One-way in bursts, each followed by one message that is answered: the broker drops what comes
   * faster than it can store, and nobody would know.
   */
  long oneWay(long nanos) throws Exception {
    long end = System.nanoTime() + nanos;
    long count = 0;
    while (System.nanoTime() - end < 0) {
      for (int i = 1; i < BURST; i++) {
        producer.sendOneWay();
      }
      producer.send();
      count += BURST;
    }
    return count;
  }

  /**
   * Several threads, each sends one after the other. The threads live on until {@code release} is
   * counted down, so that their counters can be read.
   */
  long threads(int number, long nanos, CountDownLatch release) throws Exception {
    AtomicLong count = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(number);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Thread thread =
          new Thread(() -> oneOfMany(nanos, count, failure, ended, release), "load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    ended.await();
    if (failure.get() != null) {
      throw new IllegalStateException("a send failed", failure.get());
    }
    return count.get();
  }

  private void oneOfMany(
      long nanos,
      AtomicLong count,
      AtomicReference<Throwable> failure,
      CountDownLatch ended,
      CountDownLatch release) {
    try {
      long end = System.nanoTime() + nanos;
      long sent = 0;
      while (System.nanoTime() - end < 0) {
        producer.send();
        sent++;
      }
      count.addAndGet(sent);
      ended.countDown();
      release.await();
    } catch (Exception e) {
      failure.compareAndSet(null, e);
      ended.countDown();
    }
  }
}
