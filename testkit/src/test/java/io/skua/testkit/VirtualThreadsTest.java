package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client on virtual threads. From JDK 24 on, where monitors no longer pin a virtual thread, any
 * pinning that is left is a defect. Sources are for JDK 17, so virtual threads come by reflection.
 */
@EnabledForJreRange(minVersion = 24)
class VirtualThreadsTest {
  private static final int THREADS = 200;

  @TempDir Path directory;

  private final SkuaServer server = SkuaServer.builder().port(0).inMemory().build();
  private final ExecutorService virtual = virtualThreads();

  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean onVirtualThread() {
    try {
      return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    virtual.shutdownNow();
    server.close();
  }

  private DefaultMQProducer producer(int number) {
    DefaultMQProducer producer = new DefaultMQProducer("virtual_" + number);
    producer.setNamesrvAddr(server.address().toString());
    if (number % 2 == 0) {
      producer.setInstanceName("shared");
    }
    producer.setCallbackExecutor(virtual);
    producer.setSendMsgTimeout(30_000);
    return producer;
  }

  private boolean startSendAndClose(int number) throws Exception {
    try (DefaultMQProducer producer = producer(number)) {
      producer.start();
      Message message = new Message("Virtual", new byte[8000]);
      assertThat(producer.send(message).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
      assertThat(producer.sendAsync(message).get(30, TimeUnit.SECONDS)).isNotNull();
      producer.sendOneway(message);
      return onVirtualThread();
    }
  }

  private List<RecordedEvent> pinned(Recording recording, String name) throws Exception {
    recording.stop();
    Path file = directory.resolve(name);
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  private static Recording record() {
    Recording recording = new Recording();
    recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
    recording.start();
    return recording;
  }

  @Test
  void no_step_of_a_producer_pins_a_virtual_thread() throws Exception {
    // The JVM itself pins whoever waits for another thread to initialise a class.
    virtual.submit(this::warmUp).get(60, TimeUnit.SECONDS);
    try (Recording recording = record()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        running.add(virtual.submit(() -> startSendAndClose(number)));
      }
      for (Future<Boolean> one : running) {
        assertThat(one.get(120, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(pinned(recording, "client.jfr")).isEmpty();
    }
  }

  private boolean warmUp() throws Exception {
    return startSendAndClose(1001) && startSendAndClose(1002);
  }

  /** Waits while it is initialised, which pins. */
  private static final class Pinning {
    static final long DONE = pin();

    private static long pin() {
      LockSupport.parkNanos(5_000_000);
      return 1;
    }
  }

  @Test
  void what_pins_is_seen() throws Exception {
    try (Recording recording = record()) {
      assertThat(virtual.submit(() -> Pinning.DONE).get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(pinned(recording, "control.jfr")).isNotEmpty();
    }
  }

  @Test
  void callbacks_run_on_the_executor_that_was_given() throws Exception {
    try (DefaultMQProducer producer = producer(1)) {
      producer.start();
      CompletableFuture<Boolean> where = new CompletableFuture<>();
      producer.send(
          new Message("Virtual", new byte[1]),
          new SendCallback() {
            @Override
            public void onSuccess(SendResult sent) {
              where.complete(onVirtualThread());
            }

            @Override
            public void onException(Throwable e) {
              where.completeExceptionally(e);
            }
          });
      assertThat(where.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
