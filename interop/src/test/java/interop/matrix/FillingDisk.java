package interop.matrix;

import io.skua.store.FlushMode;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.store.disk.FileDisk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A disk that has room when a server starts, or it would not, and none any more from then on. */
final class FillingDisk {
  private final CountDownLatch asked = new CountDownLatch(2);
  private final Disk real;

  FillingDisk(Path directory) {
    this.real = new FileDisk(directory);
  }

  /** The disk, as the server takes it. */
  Disk disk() {
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("freeBytes")) {
      asked.countDown();
      return asked.getCount() > 0 ? Long.MAX_VALUE : 0L;
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Settings of a store that looks at the room often. */
  static StoreSettings watchful() {
    StoreSettings usual = StoreSettings.defaults();
    return new StoreSettings(
        FlushMode.ASYNC,
        usual.maxMessageBytes(),
        usual.logFileBytes(),
        usual.queueFileEntries(),
        usual.flushEvery(),
        usual.checkpointEvery(),
        Duration.ofMillis(10),
        usual.retention(),
        usual.maxLogBytes(),
        usual.minFreeBytes(),
        usual.delayMillis(),
        usual.index());
  }

  /** Waits until the server has seen that there is no room. */
  void awaitSeen() throws InterruptedException {
    if (!asked.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody looks at the room on the disk");
    }
  }
}
