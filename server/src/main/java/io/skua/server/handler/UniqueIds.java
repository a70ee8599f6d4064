package io.skua.server.handler;

import io.skua.runtime.Platform;
import io.skua.runtime.ProcessId;
import io.skua.wire.message.UniqueId;
import java.net.InetAddress;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the unique keys of messages that came without one (protocol 4.5). Most clients make their
 * own, so that nothing is prepared before the first is needed. On the loop.
 */
public final class UniqueIds implements Supplier<String> {
  private final InetAddress host;
  private final Platform platform;
  private @Nullable UniqueId ids;

  /** Makes a source; {@code host} goes into the ids. */
  public UniqueIds(InetAddress host, Platform platform) {
    this.host = host;
    this.platform = platform;
  }

  @Override
  public String get() {
    UniqueId source = ids;
    if (source == null) {
      source =
          new UniqueId(
              host.getAddress(),
              ProcessId.current(),
              platform.random().nextInt(),
              TimeZone.getDefault(),
              platform.clock()::wallMillis);
      ids = source;
    }
    return source.next();
  }
}
