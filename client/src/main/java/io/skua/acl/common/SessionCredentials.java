package io.skua.acl.common;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is: the name of a user, and the secret that requests are signed with. The secret
 * itself never travels.
 *
 * <p>A change takes effect with the next request of the clients that were given this object, so
 * that a secret can be replaced without a restart. Thread-safe, but two setters are two changes.
 */
public class SessionCredentials {
  /** Charset of what is signed. */
  public static final Charset CHARSET = StandardCharsets.UTF_8;

  /** Name of the field and of the property with the user's name. */
  public static final String ACCESS_KEY = "AccessKey";

  /** Name of the property with the secret. */
  public static final String SECRET_KEY = "SecretKey";

  /** Name of the field with the signature. */
  public static final String SIGNATURE = "Signature";

  /** Name of the field and of the property with the token of a session. */
  public static final String SECURITY_TOKEN = "SecurityToken";

  /**
   * The file that {@link #SessionCredentials()} reads: the system property {@code
   * rocketmq.client.keyFile}, else {@code key} in the user's home directory.
   */
  public static final String KEY_FILE =
      System.getProperty(
          "rocketmq.client.keyFile", System.getProperty("user.home") + File.separator + "key");

  private volatile @Nullable String accessKey;
  private volatile @Nullable String secretKey;
  private volatile @Nullable String securityToken;
  private volatile @Nullable String signature;

  /**
   * Creates credentials from {@link #KEY_FILE}, or empty ones when there is no such file.
   *
   * @throws AclException when the file is there and cannot be read
   */
  public SessionCredentials() {
    Path file = Path.of(KEY_FILE);
    if (Files.isRegularFile(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        Properties properties = new Properties();
        properties.load(in);
        updateContent(properties);
      } catch (IOException | IllegalArgumentException e) {
        throw new AclException("the key file " + file + " cannot be read: " + e.getMessage(), e);
      }
    }
  }

  /** Creates credentials of a user. */
  public SessionCredentials(@Nullable String accessKey, @Nullable String secretKey) {
    this(accessKey, secretKey, null);
  }

  /** Creates credentials of a user with a token of a session. */
  public SessionCredentials(
      @Nullable String accessKey, @Nullable String secretKey, @Nullable String securityToken) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.securityToken = securityToken;
  }

  /**
   * Takes over what properties say under {@code AccessKey}, {@code SecretKey} and {@code
   * SecurityToken}, without blanks around it; what they do not say stays.
   */
  public void updateContent(Properties prop) {
    accessKey = told(prop, ACCESS_KEY, accessKey);
    secretKey = told(prop, SECRET_KEY, secretKey);
    securityToken = told(prop, SECURITY_TOKEN, securityToken);
  }

  private static @Nullable String told(Properties prop, String name, @Nullable String otherwise) {
    String value = prop.getProperty(name);
    return value == null ? otherwise : value.trim();
  }

  /** Returns the name of the user. */
  public @Nullable String getAccessKey() {
    return accessKey;
  }

  /** Sets the name of the user. */
  public void setAccessKey(@Nullable String accessKey) {
    this.accessKey = accessKey;
  }

  /** Returns the secret. */
  public @Nullable String getSecretKey() {
    return secretKey;
  }

  /** Sets the secret. */
  public void setSecretKey(@Nullable String secretKey) {
    this.secretKey = secretKey;
  }

  /** Returns the token of the session, or null. */
  public @Nullable String getSecurityToken() {
    return securityToken;
  }

  /** Sets the token of the session; null for none. */
  public void setSecurityToken(@Nullable String securityToken) {
    this.securityToken = securityToken;
  }

  /** Returns what {@link #setSignature} has set; nothing reads it. */
  public @Nullable String getSignature() {
    return signature;
  }

  /** Keeps a signature; each request has its own all the same. */
  public void setSignature(@Nullable String signature) {
    this.signature = signature;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionCredentials that
        && Objects.equals(accessKey, that.accessKey)
        && Objects.equals(secretKey, that.secretKey)
        && Objects.equals(securityToken, that.securityToken)
        && Objects.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessKey, secretKey, securityToken, signature);
  }

  /** Names the user; secrets stay out of logs. */
  @Override
  public String toString() {
    return "SessionCredentials [accessKey=" + accessKey + "]";
  }
}
