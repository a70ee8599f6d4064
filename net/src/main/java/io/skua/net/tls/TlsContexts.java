package io.skua.net.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes contexts of PEM files. Reads the files at once; blocks. */
public final class TlsContexts {
  private static final char[] IN_MEMORY = new char[0];

  private TlsContexts() {}

  /**
   * Makes a context.
   *
   * @param own this side's certificate and key, or null if it shows none
   * @param trusted the certificates that a peer's must lead to; null means those of the JDK
   * @throws TlsSetupException when a file cannot be used, or the key is not the certificate's
   */
  public static SSLContext of(@Nullable KeyFiles own, @Nullable Path trusted) {
    return context(own, trusted == null ? null : trusting(trusted));
  }

  /** As {@link #of}, but any certificate is trusted: for tests only. */
  public static SSLContext trustingAnyone(@Nullable KeyFiles own) {
    return context(own, new TrustManager[] {new Anyone()});
  }

  private static SSLContext context(
      @Nullable KeyFiles own, TrustManager @Nullable [] trustManagers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own == null ? null : keys(own), trustManagers, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsSetupException("TLS cannot be set up: " + e, e);
    }
  }

  private static KeyManager[] keys(KeyFiles own) throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = Pem.certificates(own.certificate());
    PrivateKey key = Pem.key(own.key(), own.password());
    if (!belongTogether(key, chain.get(0).getPublicKey())) {
      throw new TlsSetupException(
          "the key in "
              + own.key()
              + " is not the one of the certificate in "
              + own.certificate()
              + "; name a certificate and key that were made together",
          null);
    }
    KeyStore store = empty();
    store.setKeyEntry("own", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }

  // The JDK would find out in the first handshake only.
  private static boolean belongTogether(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "SHA256with" + key.getAlgorithm();
        };
    byte[] probe = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(probe);
    return signature.verify(signed);
  }

  private static TrustManager[] trusting(Path file) {
    try {
      KeyStore store = empty();
      for (X509Certificate certificate : Pem.certificates(file)) {
        store.setCertificateEntry("trusted" + store.size(), certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsSetupException("the certificates in " + file + " cannot be used: " + e, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
