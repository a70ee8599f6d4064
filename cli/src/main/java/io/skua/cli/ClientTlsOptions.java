package io.skua.cli;

import io.skua.client.ClientConfig;
import io.skua.client.TlsOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a client with TLS. The known system properties count where these say nothing. */
final class ClientTlsOptions {
  @Option(
      names = "--tls",
      description = "Use TLS, as the system properties tls.* say. On with any of the next ones.")
  private boolean on;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Certificates in PEM that the server's must lead to. Default: Java's own.")
  private @Nullable Path trusted;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate of this client in PEM, for servers that ask for one.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of that certificate in PEM.")
  private @Nullable Path key;

  /**
   * Sets a client up for TLS, if the options say so.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  void apply(ClientConfig client) {
    if (trusted != null || certificate != null || key != null) {
      client.setTlsOptions(new TlsOptions(null, trusted, certificate, key, null, false, true));
    } else if (on) {
      client.setUseTLS(true);
    }
  }
}
