package io.skua.common.namesrv;

import org.jspecify.annotations.Nullable;

/** Takes new addresses of the name servers; a client gives one to {@link TopAddressing}. */
public interface NameServerUpdateCallback {
  /**
   * Makes the client use other name servers. May be called from any thread.
   *
   * @param namesrvAddress {@code host:port} of each, separated by semicolons
   * @return the addresses in use from now on, or null if none are
   */
  @Nullable String onNameServerAddressChange(String namesrvAddress);
}
