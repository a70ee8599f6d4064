package io.skua.server.cert;

import io.skua.runtime.Clock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority for development and tests: it signs certificates for a server and for clients, and
 * writes them in PEM. The keys are of the curve P-256. Its own key exists in memory only, so that
 * nobody can sign anything with it later.
 */
public final class CertificateAuthority {
  private static final int[] COMMON_NAME = {2, 5, 4, 3};
  private static final int[] ECDSA_WITH_SHA256 = {1, 2, 840, 10045, 4, 3, 2};
  private static final int[] BASIC_CONSTRAINTS = {2, 5, 29, 19};
  private static final int[] KEY_USAGE = {2, 5, 29, 15};
  private static final int[] EXTENDED_KEY_USAGE = {2, 5, 29, 37};
  private static final int[] SUBJECT_ALTERNATIVE_NAME = {2, 5, 29, 17};
  private static final int[] SERVER_AUTH = {1, 3, 6, 1, 5, 5, 7, 3, 1};
  private static final int[] CLIENT_AUTH = {1, 3, 6, 1, 5, 5, 7, 3, 2};
  private static final int DNS_NAME = 2; // RFC 5280, 4.2.1.6
  private static final int IP_ADDRESS = 7;

  /** Clocks of machines differ. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private final String name;
  private final KeyPair keys;
  private final Instant from;
  private final Instant to;
  private final byte[] certificate;

  /**
   * Makes an authority.
   *
   * @param name its common name
   * @param valid how long its certificates are valid from now on
   */
  public CertificateAuthority(String name, Clock clock, Duration valid) {
    this(
        name,
        Instant.ofEpochMilli(clock.wallMillis()).minus(BEFORE),
        Instant.ofEpochMilli(clock.wallMillis()).plus(valid));
  }

  /** Makes an authority whose certificates are valid in the given time. */
  public CertificateAuthority(String name, Instant from, Instant to) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.keys = newKeys();
    byte[] mayCertify = extension(BASIC_CONSTRAINTS, Der.sequence(Der.yes()));
    byte[] signsCertificates = extension(KEY_USAGE, Der.bits(1, new byte[] {0x06}));
    this.certificate = sign(name, keys, mayCertify, signsCertificates);
  }

  /**
   * Writes the authority's certificate.
   *
   * @throws IOException when the file cannot be written
   */
  public void write(Path file) throws IOException {
    writePem(file, "CERTIFICATE", certificate, false);
  }

  /**
   * Signs a certificate for a server and for a client, and writes it and its key, which only the
   * owner may read.
   *
   * @param names host names and literal addresses by which a server is reached; a client needs none
   * @throws IOException when a file cannot be written
   */
  public void issue(String commonName, List<String> names, Path certificate, Path key)
      throws IOException {
    KeyPair own = newKeys();
    List<byte[]> extensions = new ArrayList<>();
    extensions.add(
        extension(EXTENDED_KEY_USAGE, Der.sequence(Der.oid(SERVER_AUTH), Der.oid(CLIENT_AUTH))));
    if (!names.isEmpty()) {
      extensions.add(extension(SUBJECT_ALTERNATIVE_NAME, alternatives(names)));
    }
    byte[] signed = sign(commonName, own, extensions.toArray(byte[][]::new));
    writePem(key, "PRIVATE KEY", own.getPrivate().getEncoded(), true);
    writePem(certificate, "CERTIFICATE", signed, false);
  }

  private byte[] sign(String subject, KeyPair own, byte[]... extensions) {
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] content =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(new BigInteger(127, new SecureRandom())),
            algorithm,
            commonName(name),
            Der.sequence(Der.time(from), Der.time(to)),
            commonName(subject),
            own.getPublic().getEncoded(),
            Der.explicit(3, Der.sequence(extensions)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with the curve P-256", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no keys of the curve P-256", e);
    }
  }

  private static byte[] commonName(String text) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(text))));
  }

  private static byte[] extension(int[] id, byte[] value) {
    return Der.sequence(Der.oid(id), Der.octets(value));
  }

  private static byte[] alternatives(List<String> names) {
    List<byte[]> parts = new ArrayList<>();
    for (String each : names) {
      parts.add(
          isLiteral(each)
              ? Der.implicit(IP_ADDRESS, address(each))
              : Der.implicit(DNS_NAME, each.getBytes(StandardCharsets.US_ASCII)));
    }
    return Der.sequence(parts.toArray(byte[][]::new));
  }

  // No host name ends with a digit, and only an IPv6 address has a colon.
  private static boolean isLiteral(String text) {
    return text.indexOf(':') >= 0 || Character.isDigit(text.charAt(text.length() - 1));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "'" + literal + "' is neither a host name nor an address", e);
    }
  }

  private static void writePem(Path file, String label, byte[] content, boolean secret)
      throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    String pem = "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    if (secret) {
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    }
    Files.writeString(file, pem);
  }
}
