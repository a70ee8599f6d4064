package io.skua.acl.common;

import io.skua.wire.frame.RequestSignature;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes signatures: HMAC-SHA1 as Base64 (protocol 6.19). Thread-safe. */
public class AclSigner {
  /** How text becomes bytes. */
  public static final Charset DEFAULT_CHARSET = StandardCharsets.UTF_8;

  /** What brokers check. */
  public static final SigningAlgorithm DEFAULT_ALGORITHM = SigningAlgorithm.HmacSHA1;

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

  /**
   * Returns the signature of a text by another algorithm.
   *
   * @param charset how the text and the key become bytes
   * @throws AclException when there is no key to sign with
   */
  public static String calSignature(
      String data, @Nullable String key, SigningAlgorithm algorithm, Charset charset) {
    return calSignature(data.getBytes(charset), key, algorithm, charset);
  }

  /**
   * Returns the signature of bytes by another algorithm.
   *
   * @param charset how the key becomes bytes
   * @throws AclException when there is no key to sign with
   */
  public static String calSignature(
      byte[] data, @Nullable String key, SigningAlgorithm algorithm, Charset charset) {
    try {
      Mac mac = Mac.getInstance(algorithm.name());
      mac.init(new SecretKeySpec(requireSecret(key).getBytes(charset), algorithm.name()));
      return Base64.getEncoder().encodeToString(mac.doFinal(data));
    } catch (GeneralSecurityException e) {
      throw new AclException("this Java platform has no " + algorithm, e);
    }
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
