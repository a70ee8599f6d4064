package io.skua.net.tls;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * How the connections that this side accepts use TLS. Plain and TLS share the port: the first byte
 * tells them apart (protocol 1.12).
 *
 * @param mode who is let in
 * @param clientAuth whether clients show certificates
 * @param context asked for every connection, on the loop
 */
public record TlsServer(Mode mode, ClientAuth clientAuth, Supplier<SSLContext> context) {
  /** Who is let in; the names are those of {@code tls.server.mode}. */
  public enum Mode {
    /** Plain connections only. */
    DISABLED,
    /** Both. */
    PERMISSIVE,
    /** TLS only. */
    ENFORCING
  }

  /**
   * Whether clients show certificates; the names are those of {@code tls.server.need.client.auth}.
   */
  public enum ClientAuth {
    /** They are not asked. */
    NONE,
    /** They are asked; one that is shown must be trusted. */
    OPTIONAL,
    /** Without a trusted certificate nobody gets in. */
    REQUIRE
  }

  /** Makes the engine of one connection. */
  public SSLEngine engine() {
    SSLEngine engine = context.get().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setWantClientAuth(clientAuth == ClientAuth.OPTIONAL);
    if (clientAuth == ClientAuth.REQUIRE) {
      engine.setNeedClientAuth(true);
    }
    return engine;
  }
}
