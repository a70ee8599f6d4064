package io.skua.net.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a certificate and its private key are, both in PEM.
 *
 * @param certificate the certificate, followed by the ones that lead to its root, if any
 * @param key the private key: PKCS#8, plain or encrypted, or PKCS#1
 * @param password of an encrypted key, else null
 */
public record KeyFiles(Path certificate, Path key, @Nullable String password) {
  // Without the password.
  @Override
  public String toString() {
    return certificate + " with " + key;
  }
}
