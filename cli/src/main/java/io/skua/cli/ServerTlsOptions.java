package io.skua.cli;

import io.skua.net.tls.TlsServer.ClientAuth;
import io.skua.net.tls.TlsServer.Mode;
import io.skua.server.ServerBuilder;
import io.skua.server.TlsSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a server with TLS. */
final class ServerTlsOptions {
  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Certificate in PEM, with those that lead to its root: TLS is then served on the same port. Read again when it changes. See also: skua cert.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of the certificate in PEM, PKCS#8 or PKCS#1.")
  private @Nullable Path key;

  @Option(
      names = "--tls-key-password",
      paramLabel = "TEXT",
      defaultValue = "${env:SKUA_TLS_KEY_PASSWORD:-}",
      description = "Password of an encrypted key. Default: $$SKUA_TLS_KEY_PASSWORD.")
  private String password = "";

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Certificates in PEM that those of clients must lead to.")
  private @Nullable Path trusted;

  @Option(
      names = "--tls-mode",
      paramLabel = "MODE",
      defaultValue = "permissive",
      description =
          "permissive lets plain connections in as well, enforcing does not, disabled lets in nothing else. Default: ${DEFAULT-VALUE}.")
  private Mode mode = Mode.PERMISSIVE;

  @Option(
      names = "--tls-client-auth",
      paramLabel = "WHO",
      description =
          "Whether clients show certificates: none, optional or require. Default: require with --tls-ca, else none.")
  private @Nullable ClientAuth clientAuth;

  @Option(
      names = "--tls-namesrv",
      description = "Talk to the other name servers by TLS; --tls-ca says whom to trust.")
  private boolean toNameServers;

  /**
   * Sets the server up for TLS, if the options say so.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  void apply(ServerBuilder builder) {
    if (certificate == null && key == null) {
      if (trusted != null || clientAuth != null || toNameServers || mode != Mode.PERMISSIVE) {
        throw new IllegalArgumentException("TLS needs a certificate: --tls-cert and --tls-key");
      }
      return;
    }
    if (certificate == null || key == null) {
      throw new IllegalArgumentException("--tls-cert and --tls-key go together");
    }
    TlsSettings settings = TlsSettings.of(certificate, key).withMode(mode);
    ClientAuth auth = clientAuth;
    if (auth == null) {
      auth = trusted == null ? ClientAuth.NONE : ClientAuth.REQUIRE;
    }
    if (trusted != null) {
      settings = settings.withTrusted(trusted, auth);
    } else if (auth != ClientAuth.NONE) {
      throw new IllegalArgumentException(
          "--tls-client-auth needs --tls-ca: somebody has to say whose certificates are trusted");
    }
    if (!password.isEmpty()) {
      settings = settings.withKeyPassword(password);
    }
    builder.tls(toNameServers ? settings.withTlsToNameServers() : settings);
  }

  /** Returns what is said about TLS where the server greets, or null when there is none. */
  @Nullable String summary() {
    return certificate == null
        ? null
        : "TLS " + mode.name().toLowerCase(Locale.ROOT) + ", certificate " + certificate;
  }
}
