package io.skua.net.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys from PEM files (RFC 7468). */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

  // Version 0 and the algorithm rsaEncryption: what PKCS#8 has before a PKCS#1 key (RFC 5208, 5).
  private static final byte[] RSA_PREFIX =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final class Block {
    final String label;
    final byte[] content;

    Block(String label, byte[] content) {
      this.label = label;
      this.content = content;
    }
  }

  private Pem() {}

  /** Returns the certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(file)) {
        if (block.label.equals("CERTIFICATE")) {
          ByteArrayInputStream content = new ByteArrayInputStream(block.content);
          found.add((X509Certificate) factory.generateCertificate(content));
        }
      }
    } catch (CertificateException e) {
      throw new TlsSetupException(file + " has a certificate that cannot be read: " + e, e);
    }
    if (found.isEmpty()) {
      throw new TlsSetupException(
          file + " has no certificate; a PEM file with " + BEGIN + "CERTIFICATE is needed", null);
    }
    return found;
  }

  /** Returns the first private key of a file. */
  static PrivateKey key(Path file, @Nullable String password) {
    for (Block block : blocks(file)) {
      if (block.label.endsWith("PRIVATE KEY")) {
        try {
          return key(file, block, password);
        } catch (GeneralSecurityException | IOException e) {
          throw new TlsSetupException(
              "the private key in " + file + " cannot be read; is its password right? " + e, e);
        }
      }
    }
    throw new TlsSetupException(
        file + " has no private key; a PEM file with " + BEGIN + "PRIVATE KEY is needed", null);
  }

  private static PrivateKey key(Path file, Block block, @Nullable String password)
      throws GeneralSecurityException, IOException {
    return switch (block.label) {
      case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(block.content));
      case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(fromPkcs1(block.content)));
      case "ENCRYPTED PRIVATE KEY" -> {
        if (password == null) {
          throw new TlsSetupException(
              "the private key in " + file + " is encrypted; its password is needed", null);
        }
        yield key(decrypted(block.content, password));
      }
      default ->
          throw new TlsSetupException(
              "the private key in "
                  + file
                  + " is a "
                  + block.label
                  + "; turn it into PKCS#8: openssl pkcs8 -topk8 -nocrypt -in "
                  + file
                  + " -out pkcs8.pem",
              null);
    };
  }

  // The content does not tell its algorithm without parsing it; there are few.
  private static PrivateKey key(PKCS8EncodedKeySpec content)
      throws NoSuchAlgorithmException, InvalidKeySpecException {
    InvalidKeySpecException failure = null;
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(content);
      } catch (InvalidKeySpecException e) {
        failure = e;
      }
    }
    throw new InvalidKeySpecException("it is none of " + KEY_ALGORITHMS, failure);
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] content, String password)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
    AlgorithmParameters parameters = info.getAlgParameters();
    // Of PBES2, only the text of the parameters names the cipher.
    boolean pbes2 =
        info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13");
    String cipherName = pbes2 ? parameters.toString() : info.getAlgName();
    PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
    Cipher cipher = Cipher.getInstance(cipherName);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(cipherName).generateSecret(secret),
        parameters);
    return info.getKeySpec(cipher);
  }

  private static byte[] fromPkcs1(byte[] key) {
    byte[] octets = der(0x04, new byte[0], key);
    return der(0x30, RSA_PREFIX, octets);
  }

  private static byte[] der(int tag, byte[] first, byte[] second) {
    int length = first.length + second.length;
    byte[] whole = new byte[4 + length];
    whole[0] = (byte) tag;
    whole[1] = (byte) 0x82; // a length in two bytes: no key is longer
    whole[2] = (byte) (length >> 8);
    whole[3] = (byte) length;
    System.arraycopy(first, 0, whole, 4, first.length);
    System.arraycopy(second, 0, whole, 4 + first.length, second.length);
    return whole;
  }

  private static List<Block> blocks(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new TlsSetupException(file + " cannot be read: " + e, e);
    }
    List<Block> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf("-----", begin + BEGIN.length());
      int end = labelEnd < 0 ? -1 : text.indexOf(END, labelEnd);
      if (end < 0) {
        throw new TlsSetupException(file + " ends within a PEM block; copy it again", null);
      }
      String label = text.substring(begin + BEGIN.length(), labelEnd);
      blocks.add(new Block(label, decode(file, label, text.substring(labelEnd + 5, end))));
      begin = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static byte[] decode(Path file, String label, String content) {
    if (content.contains("ENCRYPTED")) {
      throw new TlsSetupException(
          "the private key in "
              + file
              + " is encrypted in the old way of OpenSSL; turn it into PKCS#8: openssl pkcs8 -topk8 -in "
              + file
              + " -out pkcs8.pem",
          null);
    }
    try {
      return Base64.getMimeDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      throw new TlsSetupException(
          "the " + label + " in " + file + " is not Base64: " + e.getMessage(), e);
    }
  }
}
