package io.skua.net;

import io.skua.wire.frame.Frame;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/**
 * The calls that wait, as a link has them: callers add under its lock and take back what could not
 * be written, while the loop completes, expires and drains without it. Each call ends once.
 */
@Tag("concurrency")
@Param(name = "opaque", gen = IntGen.class, conf = "1:3")
public class PendingCallsConcurrencyTest {
  private static final Frame REQUEST = Frame.request(1);

  private final ReentrantLock lock = new ReentrantLock(); // that of a link also spins
  private final PendingCalls calls = new PendingCalls();

  /** A call that says which one it is. */
  private record Numbered(int opaque) implements Completion {
    @Override
    public void replied(Frame response) {
      // Nothing waits here.
    }

    @Override
    public void failed(NetException failure) {
      // Nothing waits here.
    }
  }

  private <T> T locked(Supplier<T> task) {
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  @Operation
  public boolean add(@Param(name = "opaque") int opaque) {
    return locked(
        () -> {
          boolean free = !calls.contains(opaque);
          if (free) {
            calls.add(opaque, REQUEST, opaque, new Numbered(opaque));
          }
          return free;
        });
  }

  @Operation
  public boolean takeBack(@Param(name = "opaque") int opaque) {
    return calls.remove(opaque) != null;
  }

  @Operation(nonParallelGroup = "loop")
  public int complete(@Param(name = "opaque") int opaque) {
    @Nullable Completion ended = calls.complete(opaque);
    return ended instanceof Numbered numbered ? numbered.opaque : 0;
  }

  @Operation(nonParallelGroup = "loop")
  public int expire(@Param(name = "opaque") int now) {
    return calls.expire(now).size();
  }

  @Operation(nonParallelGroup = "loop")
  public int drain() {
    return calls.drain().size();
  }

  @Operation
  public int size() {
    return calls.size();
  }

  @Test
  @DisabledForJreRange(minVersion = 25, disabledReason = "Lincheck 3.4 cannot read its classes")
  void every_call_ends_once_whoever_ends_it() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(50)
        .threads(2)
        .actorsPerThread(3)
        .check(PendingCallsConcurrencyTest.class);
  }
}
