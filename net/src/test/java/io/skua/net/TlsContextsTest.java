package io.skua.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.tls.KeyFiles;
import io.skua.net.tls.TlsContexts;
import io.skua.net.tls.TlsSetupException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files were made by OpenSSL; nothing but these tests trusts them. */
class TlsContextsTest {
  @TempDir Path directory;

  private static Path file(String name) {
    try {
      return Path.of(TlsContextsTest.class.getResource("/tls/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyFiles files(String certificate, String key, String password) {
    return new KeyFiles(file(certificate), file(key), password);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-cert.pem, rsa-pkcs8.pem,",
    "rsa-cert.pem, rsa-pkcs1.pem,",
    "rsa-cert.pem, rsa-encrypted.pem, secret",
    "ec-cert.pem, ec-pkcs8.pem,"
  })
  void keys_in_all_these_forms_are_read(String certificate, String key, String password) {
    KeyFiles own = files(certificate, key, password);
    assertThat(TlsContexts.of(own, file(certificate)).createSSLEngine()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-cert.pem, rsa-encrypted.pem, wrong, is its password right",
    "rsa-cert.pem, rsa-encrypted.pem,, its password is needed",
    "rsa-cert.pem, rsa-old-encrypted.pem, secret, openssl pkcs8 -topk8",
    "ec-cert.pem, ec-sec1.pem,, openssl pkcs8 -topk8 -nocrypt",
    "ec-cert.pem, rsa-pkcs8.pem,, is not the one of the certificate",
    "rsa-cert.pem, rsa-cert.pem,, has no private key",
    "rsa-pkcs8.pem, rsa-pkcs8.pem,, has no certificate"
  })
  void what_cannot_be_used_is_said_with_what_to_do(
      String certificate, String key, String password, String text) {
    assertThatThrownBy(() -> TlsContexts.of(files(certificate, key, password), null))
        .isInstanceOf(TlsSetupException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("pem");
  }

  @ParameterizedTest
  @CsvSource({
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----A-----END CERTIFICATE-----",
    "''"
  })
  void a_broken_file_is_named(String content) throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.pem"), content);
    assertThatThrownBy(() -> TlsContexts.of(null, broken))
        .isInstanceOf(TlsSetupException.class)
        .hasMessageContaining("broken.pem");
  }

  @Test
  void words_around_the_certificates_do_not_matter() throws IOException {
    String certificate = Files.readString(file("rsa-cert.pem"));
    Path chatty =
        Files.writeString(
            directory.resolve("chatty.pem"), "0 subject=CN\n" + certificate + "\n" + certificate);
    assertThat(TlsContexts.of(null, chatty)).isNotNull();
  }

  @Test
  void a_password_is_never_shown() {
    assertThat(files("rsa-cert.pem", "rsa-pkcs8.pem", "secret").toString())
        .doesNotContain("secret");
  }
}
