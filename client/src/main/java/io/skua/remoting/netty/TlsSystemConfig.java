package io.skua.remoting.netty;

/**
 * What the system properties say of TLS for clients that are not told otherwise. Read when this
 * class is loaded. Safe for use from any thread.
 */
public class TlsSystemConfig {
  /** System property: whether clients use TLS. */
  public static final String TLS_ENABLE = "tls.enable";

  /**
   * Whether clients that are made from now on use TLS, unless the system property {@link
   * #TLS_ENABLE} is set by then, or {@link io.skua.client.ClientConfig#setUseTLS} says otherwise.
   */
  public static volatile boolean tlsEnable = Boolean.parseBoolean(System.getProperty(TLS_ENABLE));

  /** There is nothing to create; kept because the constructor has always been public. */
  public TlsSystemConfig() {}
}
