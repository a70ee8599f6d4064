package bench.transport;

import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.nio.NioNet;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One call through {@code net}: a frame of about 100 bytes there, and one back. */
public final class SkuaNet {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private SkuaNet() {}

  /** Takes the port of a peer that answers code 1. */
  public static void main(String[] arguments) throws Exception {
    SystemPlatform platform = SystemPlatform.INSTANCE;
    NioNet net = new NioNet("transport", platform);
    Links links = new Links(net, platform, LinkSettings.DEFAULT, new Dispatcher(), TIMEOUT);
    Address address = new Address("127.0.0.1", Integer.parseInt(arguments[0]));
    links
        .call(address, Frame.request(1), TIMEOUT, Frame::code)
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    Cpu.print();
  }
}
