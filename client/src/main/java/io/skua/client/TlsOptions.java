package io.skua.client;

import io.skua.client.internal.compat.TlsProperties;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a client uses TLS. Immutable; options are compared by their values, and clients with unequal
 * options never share connections. Files are in PEM and are read when the client starts.
 *
 * <pre>{@code
 * producer.setTlsOptions(
 *     TlsOptions.trusting(Path.of("ca.pem"))
 *         .withCertificate(Path.of("client.pem"), Path.of("client-key.pem"), null));
 * }</pre>
 *
 * @param context what makes connections, instead of files; null when there are files
 * @param trustCertificates the certificates that a server's must lead to; null means those of the
 *     JDK
 * @param certificate this client's own, for servers that ask for one, or null
 * @param key the private key of the certificate, in PKCS#8 or PKCS#1, or null
 * @param keyPassword of an encrypted key, else null
 * @param trustAnyServer whether a server's certificate is not looked at, nor the names in it; then
 *     anybody on the way can read and change everything
 * @param verifyHostName whether a server's certificate must have the name or address by which the
 *     client reaches it
 */
public record TlsOptions(
    @Nullable SSLContext context,
    @Nullable Path trustCertificates,
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable String keyPassword,
    boolean trustAnyServer,
    boolean verifyHostName) {
  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException when they do not; the text says what to change
   */
  public TlsOptions {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "a client's certificate and its key go together, but there is only "
              + (certificate == null ? "the key " + key : "the certificate " + certificate));
    }
    if (context != null && (trustCertificates != null || certificate != null || trustAnyServer)) {
      throw new IllegalArgumentException(
          "a context has its certificates already; leave out the files, or the context");
    }
  }

  /** Returns options with a context of the application's, which is compared by identity. */
  public static TlsOptions of(SSLContext context) {
    return new TlsOptions(context, null, null, null, null, false, true);
  }

  /** Returns options that trust the servers whose certificates lead to one in a file. */
  public static TlsOptions trusting(Path certificates) {
    return new TlsOptions(null, certificates, null, null, null, false, true);
  }

  /**
   * Returns what the known system properties say: {@code tls.client.trustCertPath}, {@code
   * tls.client.certPath}, {@code tls.client.keyPath} and {@code tls.client.keyPassword}, and the
   * file {@code tls.config.file} (default {@code /etc/rocketmq/tls.properties}), which goes before
   * them (protocol 1.12).
   *
   * <p>Unlike Apache RocketMQ's client, a server has to prove who it is unless somebody has asked
   * for the contrary: {@code tls.test.mode.enable} counts when it is {@code true}, {@code
   * tls.client.authServer} when it is {@code false}, and both mean {@link #trustAnyServer}. The
   * host name is verified unless {@code tls.client.verifyHostName}, which Apache's does not know,
   * is {@code false}.
   *
   * @throws IllegalArgumentException when the file cannot be read, or the properties do not fit
   *     together
   */
  public static TlsOptions ofProperties() {
    return TlsProperties.read();
  }

  /**
   * Returns these options with a certificate of this client.
   *
   * @param keyPassword of an encrypted key, else null
   */
  public TlsOptions withCertificate(Path certificate, Path key, @Nullable String keyPassword) {
    return new TlsOptions(
        context, trustCertificates, certificate, key, keyPassword, trustAnyServer, verifyHostName);
  }

  /**
   * Returns these options without the check of the server's name: for servers whose certificates do
   * not have the names or addresses by which clients reach them. Any server with a trusted
   * certificate can then pass for any other.
   */
  public TlsOptions withoutHostNameVerification() {
    return new TlsOptions(
        context, trustCertificates, certificate, key, keyPassword, trustAnyServer, false);
  }

  /** Returns the options without the password. */
  @Override
  public String toString() {
    return "TlsOptions[context="
        + context
        + ", trustCertificates="
        + trustCertificates
        + ", certificate="
        + certificate
        + ", key="
        + key
        + ", trustAnyServer="
        + trustAnyServer
        + ", verifyHostName="
        + verifyHostName
        + "]";
  }
}
