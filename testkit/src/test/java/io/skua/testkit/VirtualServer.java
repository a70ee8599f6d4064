package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Dispatcher;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.runtime.VirtualTime;
import io.skua.server.SkuaServer;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.store.disk.MemoryDisk;
import io.skua.wire.body.MessageRequestMode;
import io.skua.wire.body.SetMessageRequestMode;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A server in a process of its own: it stops, is killed, and starts again with what it left. */
final class VirtualServer {
  private final VirtualTime time;
  private final LoopbackNetwork network;
  private final Disk disk = unlocked(new MemoryDisk());
  private VirtualProcess process;
  private SkuaServer server;

  VirtualServer(VirtualTime time, LoopbackNetwork network) {
    this.time = time;
    this.network = network;
  }

  void start() {
    process = new VirtualProcess(time, network, ServerFixture.SERVER.host());
    server =
        SkuaServer.builder()
            .bindHost(ServerFixture.SERVER.host())
            .inMemory()
            .disk(disk)
            .store(StoreSettings.defaults().withSizes(64 * 1024, 1 << 20, 1000))
            .platform(process)
            .network(process::net)
            .build();
    server.start();
  }

  void stop() {
    server.close();
  }

  void kill() {
    process.kill();
  }

  /**
   * Has a group pop a topic.
   *
   * @param shared the queues of how many more members each member gets; 0: all
   */
  void pop(String topic, String group, int shared) {
    try (Links operator =
        new Links(
            network.net("10.0.0.9"),
            time,
            LinkSettings.DEFAULT,
            new Dispatcher(),
            Duration.ofSeconds(3))) {
      Frame request =
          Frame.request(RequestCode.SET_MESSAGE_REQUEST_MODE)
              .withBody(
                  new SetMessageRequestMode(topic, group, MessageRequestMode.POP, shared).write());
      Duration patience = ServerFixture.PATIENCE;
      Frame answer =
          time.await(
              operator.call(ServerFixture.SERVER, request, patience, Frame::retain), patience);
      assertThat(answer.code()).isZero();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What the system does when a process ends: its lock of the directory is free. */
  private static Disk unlocked(Disk disk) {
    Disk.Lock lock = () -> {};
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("tryLock") ? lock : method.invoke(disk, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
