package io.skua.testkit;

import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.process.HandLimit;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import io.skua.wire.Output;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/**
 * A process queue between the loop, which puts in and gives up, and consumption threads, which
 * begin and finish: whatever the order, it is as if one came after the other, and what may be
 * committed is never beyond a message in hand.
 */
@Tag("concurrency")
@Param(name = "offset", gen = IntGen.class, conf = "0:3")
public class ProcessQueueConcurrencyTest {
  private static final int MESSAGES = 4;
  private static final Clock CLOCK =
      new Clock() {
        @Override
        public long wallMillis() {
          return 0;
        }

        @Override
        public long nanos() {
          return 0;
        }
      };
  private static final MessageRecord[] STORED = stored();

  private final HandLimit inAll = new HandLimit();
  private final ProcessQueue queue =
      new ProcessQueue(new MessageQueue("orders", "broker", 0), new QueueLock(CLOCK), CLOCK, inAll);
  private final Held[] held = new Held[MESSAGES];
  private int arrived; // the loop's

  public ProcessQueueConcurrencyTest() {
    Held.Origin origin = new Held.Origin("broker", 0, "0", "4", BodyForm.RESTORED);
    for (int i = 0; i < MESSAGES; i++) {
      held[i] = new Held(STORED[i], origin);
    }
    queue.put(List.of(held[arrived++], held[arrived++]));
  }

  private static MessageRecord[] stored() {
    InetSocketAddress host = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    MessageDraft draft =
        new MessageDraft("orders", 0, 0, 0, 0, host, host, 0, 0, new byte[] {7}, 0, 1, "");
    MessageRecord[] records = new MessageRecord[MESSAGES];
    for (int i = 0; i < MESSAGES; i++) {
      Output out = new Output(128);
      int size = MessageRecord.write(draft, i, 0, 0, out);
      records[i] = MessageRecord.parse(out.toByteArray(), 0, size);
    }
    return records;
  }

  @Operation(nonParallelGroup = "loop")
  public int put() {
    if (arrived == MESSAGES) {
      return -1;
    }
    return queue.put(List.of(held[arrived++])).size();
  }

  @Operation
  public boolean begin(@Param(name = "offset") int offset) {
    boolean begun = queue.begin(List.of(held[offset]));
    if (begun) {
      queue.end();
    }
    return begun;
  }

  @Operation(nonParallelGroup = "who has the first message")
  public long finishFirst() {
    return finish(0);
  }

  @Operation(nonParallelGroup = "who has the second message")
  public long finishSecond() {
    return finish(1);
  }

  private long finish(int offset) {
    long[] reached = {-1};
    if (queue.load().last() >= offset && !queue.unfinished(List.of(held[offset])).isEmpty()) {
      queue.finish(List.of(held[offset]), (of, next) -> reached[0] = next);
    }
    return reached[0];
  }

  @Operation(nonParallelGroup = "loop")
  public void leave() {
    queue.leave();
  }

  @Operation(nonParallelGroup = "loop")
  public int drop() {
    queue.drop();
    return inAll.messages();
  }

  @Operation
  public int inHand() {
    return queue.load().messages();
  }

  @Test
  @DisabledForJreRange(minVersion = 25, disabledReason = "Lincheck 3.4 cannot read its classes")
  void the_loop_and_consumers_do_not_disturb_each_other() {
    new ModelCheckingOptions()
        .iterations(6)
        .invocationsPerIteration(40)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(2)
        .check(ProcessQueueConcurrencyTest.class);
  }
}
