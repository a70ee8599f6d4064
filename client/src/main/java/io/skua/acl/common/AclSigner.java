package io.skua.acl.common;

import io.skua.wire.frame.RequestSignature;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Makes signatures: HMAC-SHA1 as Base64 (protocol 6.19). Thread-safe. */
public class AclSigner {
  /** There is nothing to create; kept because the constructor has always been public. */
  public AclSigner() {}

  /**
   * Returns the signature of a text in UTF-8.
   *
   * @throws AclException when there is no key to sign with
   */
  public static String calSignature(String data, @Nullable String key) {
    return calSignature(data.getBytes(StandardCharsets.UTF_8), key);
  }

  /**
   * Returns the signature of bytes.
   *
   * @throws AclException when there is no key to sign with
   */
  public static String calSignature(byte[] data, @Nullable String key) {
    return RequestSignature.of(
        Collections.emptySortedMap(), data, 0, data.length, requireSecret(key));
  }

  static String requireSecret(@Nullable String key) {
    if (key == null || key.isEmpty()) {
      throw new AclException(
          "the credentials have no secret key: set one with SessionCredentials.setSecretKey, or"
              + " write SecretKey=... into "
              + SessionCredentials.KEY_FILE);
    }
    return key;
  }
}
