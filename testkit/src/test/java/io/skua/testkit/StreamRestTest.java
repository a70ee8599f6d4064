package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Channel;
import io.skua.net.Completion;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.NetException;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.runtime.VirtualTime;
import io.skua.wire.Output;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameEncoder;
import io.skua.wire.frame.HeaderForm;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a link lets its loop rest between answers (ADR 22). */
class StreamRestTest {
  private final VirtualTime time = new VirtualTime();
  private final RestingLoop loop = new RestingLoop(time.loop("resting"));
  private final Link link =
      Link.accepted(
          loop, time.clock(), LinkSettings.DEFAULT, new Dispatcher(), new EndlessChannel());
  private final FrameEncoder peer = new FrameEncoder(HeaderForm.JSON);
  private int answered;

  StreamRestTest() {
    link.opened();
  }

  private void call(int count) {
    long deadline = time.clock().nanos() + Duration.ofHours(1).toNanos();
    for (int i = 0; i < count; i++) {
      link.call(Frame.request(1), deadline, false, new Ignored());
    }
  }

  /** Has answers come in at once, some time after what came before. */
  private void answer(int count, Duration after) {
    time.advance(after);
    Output bytes = new Output(1024);
    for (int i = 0; i < count; i++) {
      peer.encode(Frame.success(), ++answered, bytes);
    }
    link.received(bytes.array(), 0, bytes.size());
  }

  @Test
  void a_stream_rests_for_the_longest_time() {
    call(1000);
    answer(10, Duration.ofNanos(300_000));
    answer(300, Duration.ofMillis(9));
    assertThat(loop.rests).containsExactly(2_000_000L, 2_000_000L);
  }

  @Test
  void nobody_rests_longer_than_an_eighth_of_the_time_that_an_answer_takes() {
    call(104);
    answer(4, Duration.ofNanos(10_000)); // At that pace the last of the other 100 takes 250 µs.
    assertThat(loop.rests).containsExactly(31_250L);
  }

  @Test
  void senders_that_wait_for_each_answer_do_not_wait_for_a_rest() {
    call(60);
    answer(5, Duration.ofNanos(300_000));
    assertThat(loop.rests).isEmpty();
  }

  @Test
  void single_answers_are_no_stream() {
    call(1000);
    answer(1, Duration.ofSeconds(10));
    answer(3, Duration.ofSeconds(10));
    assertThat(loop.rests).isEmpty();
  }

  private static final class RestingLoop implements Loop {
    private final Loop loop;
    final List<Long> rests = new ArrayList<>();

    RestingLoop(Loop loop) {
      this.loop = loop;
    }

    @Override
    public void rest(long nanos) {
      rests.add(nanos);
    }

    @Override
    public boolean inside() {
      return loop.inside();
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return loop.after(delay, task);
    }

    @Override
    public Cancellable every(Duration first, Duration period, Runnable task) {
      return loop.every(first, period, task);
    }
  }

  /** A channel that takes everything, and whose peer the test plays. */
  private static final class EndlessChannel implements Channel {
    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", 10911);
    }

    @Override
    public InetSocketAddress local() {
      return new InetSocketAddress("127.0.0.1", 50000);
    }

    @Override
    public int write(ByteBuffer bytes) {
      int length = bytes.remaining();
      bytes.position(bytes.limit());
      return length;
    }

    @Override
    public void awaitWritable() {}

    @Override
    public void reading(boolean on) {}

    @Override
    public void close() {}
  }

  private static final class Ignored implements Completion {
    @Override
    public void replied(Frame response) {}

    @Override
    public void failed(NetException failure) {
      throw new AssertionError(failure);
    }
  }
}
