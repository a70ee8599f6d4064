package io.skua.client.internal.compat;

import io.skua.client.TlsOptions;
import io.skua.net.tls.KeyFiles;
import io.skua.net.tls.TlsClient;
import io.skua.net.tls.TlsContexts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The known system properties of TLS (protocol 1.12), and options as what connections need. */
public final class TlsProperties {
  private static final Logger log = LoggerFactory.getLogger(TlsProperties.class);
  private static final String CLIENT = "tls.client.";

  private TlsProperties() {}

  /** Returns what {@link TlsOptions#ofProperties} promises. */
  public static TlsOptions read() {
    Properties file = file(System.getProperty("tls.config.file", "/etc/rocketmq/tls.properties"));
    boolean trustAnyServer =
        "true".equalsIgnoreCase(value(file, "tls.test.mode.enable"))
            || "false".equalsIgnoreCase(value(file, CLIENT + "authServer"));
    return new TlsOptions(
        null,
        path(file, "trustCertPath"),
        path(file, "certPath"),
        path(file, "keyPath"),
        value(file, CLIENT + "keyPassword"),
        trustAnyServer,
        !"false".equalsIgnoreCase(value(file, CLIENT + "verifyHostName")));
  }

  private static Properties file(String name) {
    Properties properties = new Properties();
    Path path = Path.of(name);
    if (Files.isReadable(path)) {
      try (Reader reader = Files.newBufferedReader(path)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "the file " + name + " of the property tls.config.file cannot be read: " + e, e);
      }
    }
    return properties;
  }

  private static @Nullable String value(Properties file, String key) {
    String value = file.getProperty(key, System.getProperty(key));
    return value == null || value.isBlank() ? null : value.trim();
  }

  private static @Nullable Path path(Properties file, String key) {
    String value = value(file, CLIENT + key);
    return value == null ? null : Path.of(value);
  }

  /**
   * Makes what connections need; reads the files.
   *
   * @param given null: the properties say it
   * @throws IllegalArgumentException when a file cannot be used
   */
  static TlsClient client(@Nullable TlsOptions given) {
    TlsOptions options = given == null ? read() : given;
    SSLContext context = context(options);
    boolean verifyHost = options.verifyHostName() && !options.trustAnyServer();
    return new TlsClient(() -> context, verifyHost, options);
  }

  private static SSLContext context(TlsOptions options) {
    if (options.context() != null) {
      return options.context();
    }
    Path certificate = options.certificate();
    Path key = options.key();
    KeyFiles own =
        certificate == null || key == null
            ? null
            : new KeyFiles(certificate, key, options.keyPassword());
    if (options.trustAnyServer()) {
      log.warn("any server is trusted: TLS protects from nobody who can get between");
      return TlsContexts.trustingAnyone(own);
    }
    return TlsContexts.of(own, options.trustCertificates());
  }
}
