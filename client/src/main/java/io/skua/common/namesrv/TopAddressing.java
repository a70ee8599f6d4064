package io.skua.common.namesrv;

import org.jspecify.annotations.Nullable;

/**
 * Supplies the addresses of the name servers, for applications that keep them in a place of their
 * own. A provider is found by {@link java.util.ServiceLoader}; only the first one counts. It is
 * asked when no address has been set, before the HTTP lookup (protocol 6.3).
 */
public interface TopAddressing {
  /**
   * Returns the name servers, {@code host:port} of each, separated by semicolons, or null if this
   * provider does not know. May block; it is called on a worker.
   */
  @Nullable String fetchNSAddr();

  /** Hands over what to call when the addresses change. Called once, before the first fetch. */
  void registerChangeCallBack(NameServerUpdateCallback changeCallBack);
}
