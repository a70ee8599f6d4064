package io.skua.net.tls;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How the connections that this side makes use TLS. Immutable. Two are equal when they were made of
 * equal settings: contexts that were made of the same files are not.
 */
public final class TlsClient {
  private final Supplier<SSLContext> context;
  private final boolean verifyHost;
  private final Object settings;

  /**
   * Puts the parts together.
   *
   * @param context asked for every connection, on the loop
   * @param verifyHost whether the server's certificate must have the name or address that was
   *     dialled
   * @param settings what the context was made of, to compare by
   */
  public TlsClient(Supplier<SSLContext> context, boolean verifyHost, Object settings) {
    this.context = context;
    this.verifyHost = verifyHost;
    this.settings = settings;
  }

  /** Makes the engine of one connection. */
  public SSLEngine engine(String host, int port) {
    SSLEngine engine = context.get().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    if (verifyHost) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TlsClient client
        && verifyHost == client.verifyHost
        && settings.equals(client.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }
}
