package io.skua.wire.frame;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature by which a request proves who sent it (protocol 6.19, protocol b 13.1): HMAC-SHA1,
 * as Base64, over the values of all fields but the signature, in the order of their names, and the
 * body. Neither names nor lengths are in it, and no time: it keeps secrets secret and requests
 * whole, but stops nobody from sending a request again.
 */
public final class RequestSignature {
  /** The field with the user's name. */
  public static final String ACCESS_KEY = "AccessKey";

  /** The field with the token of a session, where there is one. */
  public static final String SECURITY_TOKEN = "SecurityToken";

  /** The field with the signature. */
  public static final String SIGNATURE = "Signature";

  private static final String ALGORITHM = "HmacSHA1";

  private RequestSignature() {}

  /**
   * Returns the signature of a request.
   *
   * @param fields all of its fields, in the order of their names; a signature among them is left
   *     out
   * @param body holds the body from {@code from} on for {@code length} bytes
   * @param secret the user's secret key, which is not empty
   */
  public static String of(
      SortedMap<String, String> fields, byte[] body, int from, int length, String secret) {
    Mac mac = mac(secret);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getKey().equals(SIGNATURE)) {
        mac.update(field.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    mac.update(body, from, length);
    return Base64.getEncoder().encodeToString(mac.doFinal());
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must have " + ALGORITHM, e);
    }
  }
}
