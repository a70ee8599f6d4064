package io.skua.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.tls.TlsSetupException;
import io.skua.runtime.SystemPlatform;
import io.skua.server.cert.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
  @TempDir Path directory;

  private final CertificateAuthority authority =
      new CertificateAuthority("test", SystemPlatform.INSTANCE.clock(), Duration.ofHours(1));
  private Path certificate;
  private Path key;

  @BeforeEach
  void issue() throws IOException {
    certificate = directory.resolve("server.pem");
    key = directory.resolve("server-key.pem");
    authority.issue("server", List.of("localhost"), certificate, key);
  }

  private Certificates read() {
    return new Certificates(TlsSettings.of(certificate, key));
  }

  @Test
  void files_that_stay_the_same_are_not_read_again() {
    Certificates certificates = read();
    SSLContext first = certificates.get();
    certificates.look(Runnable::run);
    assertThat(certificates.get()).isSameAs(first);
  }

  @Test
  void a_new_certificate_and_key_count_once_both_are_there() throws IOException {
    Certificates certificates = read();
    SSLContext first = certificates.get();
    Path newKey = directory.resolve("new-key.pem");
    authority.issue("server", List.of("localhost", "other.example"), certificate, newKey);
    certificates.look(Runnable::run);
    assertThat(certificates.get()).as("with the key of the old one").isSameAs(first);
    Files.copy(newKey, directory.resolve("moved"));
    Files.delete(key);
    Files.move(directory.resolve("moved"), key);
    certificates.look(Runnable::run);
    assertThat(certificates.get()).isNotSameAs(first);
  }

  @Test
  void a_broken_or_missing_file_keeps_the_old_one() throws IOException {
    Certificates certificates = read();
    SSLContext first = certificates.get();
    Files.writeString(certificate, "broken");
    certificates.look(Runnable::run);
    assertThat(certificates.get()).isSameAs(first);
    Files.delete(certificate);
    certificates.look(Runnable::run);
    assertThat(certificates.get()).isSameAs(first);
  }

  @Test
  void a_file_that_is_broken_from_the_start_is_refused() throws IOException {
    Files.writeString(key, "broken");
    assertThatThrownBy(this::read)
        .isInstanceOf(TlsSetupException.class)
        .hasMessageContaining("server-key.pem");
  }
}
