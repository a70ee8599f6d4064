package io.skua.server;

import io.skua.net.tls.KeyFiles;
import io.skua.net.tls.TlsServer.ClientAuth;
import io.skua.net.tls.TlsServer.Mode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server uses TLS, on the port of plain connections. Its files are in PEM; they are read
 * again when they change, and what they then say counts for new connections.
 *
 * @param mode who is let in
 * @param own the server's certificate and key; shown to clients, and to other name servers that ask
 * @param trusted the certificates that those of clients and of other name servers must lead to;
 *     null means those of the JDK
 * @param clientAuth whether clients show certificates
 * @param toNameServers whether the broker talks to other name servers by TLS
 * @param reload how often the files are looked at
 */
public record TlsSettings(
    Mode mode,
    KeyFiles own,
    @Nullable Path trusted,
    ClientAuth clientAuth,
    boolean toNameServers,
    Duration reload) {
  private static final Duration RELOAD = Duration.ofSeconds(10);

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException when they do not; the text says what to change
   */
  public TlsSettings {
    if (clientAuth != ClientAuth.NONE && trusted == null) {
      throw new IllegalArgumentException(
          "clients are asked for certificates, and nobody has said whose are trusted; name a file"
              + " with trusted certificates");
    }
  }

  /**
   * Plain and TLS are both let in, clients show no certificates, other name servers are talked to
   * without TLS, the files are looked at every 10 s.
   */
  public static TlsSettings of(Path certificate, Path key) {
    return new TlsSettings(
        Mode.PERMISSIVE,
        new KeyFiles(certificate, key, null),
        null,
        ClientAuth.NONE,
        false,
        RELOAD);
  }

  /** Returns these settings with another mode. */
  public TlsSettings withMode(Mode other) {
    return new TlsSettings(other, own, trusted, clientAuth, toNameServers, reload);
  }

  /** Returns these settings with the password of an encrypted key. */
  public TlsSettings withKeyPassword(String password) {
    KeyFiles files = new KeyFiles(own.certificate(), own.key(), password);
    return new TlsSettings(mode, files, trusted, clientAuth, toNameServers, reload);
  }

  /** Returns these settings with trusted certificates, and with what clients have to show. */
  public TlsSettings withTrusted(Path certificates, ClientAuth auth) {
    return new TlsSettings(mode, own, certificates, auth, toNameServers, reload);
  }

  /** Returns these settings with TLS to other name servers, whose certificates are verified. */
  public TlsSettings withTlsToNameServers() {
    return new TlsSettings(mode, own, trusted, clientAuth, true, reload);
  }
}
