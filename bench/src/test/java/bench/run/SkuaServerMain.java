package bench.run;

import io.skua.server.SkuaServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process of a Skua server. */
public final class SkuaServerMain {
  private SkuaServerMain() {}

  /** Takes the port and the data directory; serves until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    SkuaServer server =
        SkuaServer.builder()
            .port(Integer.parseInt(arguments[0]))
            .dataDirectory(Path.of(arguments[1]))
            .autoCreateTopics(true)
            .build();
    server.start();
    new CountDownLatch(1).await();
  }
}
