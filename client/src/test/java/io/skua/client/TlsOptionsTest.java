package io.skua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.remoting.netty.TlsSystemConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsOptionsTest {
  private static final List<String> PROPERTIES =
      List.of(
          "tls.enable",
          "tls.config.file",
          "tls.test.mode.enable",
          "tls.client.trustCertPath",
          "tls.client.certPath",
          "tls.client.keyPath",
          "tls.client.keyPassword",
          "tls.client.authServer",
          "tls.client.verifyHostName");

  @TempDir Path directory;

  @BeforeEach
  void noFile() {
    System.setProperty("tls.config.file", directory.resolve("none").toString());
  }

  @AfterEach
  void clear() {
    PROPERTIES.forEach(System::clearProperty);
    TlsSystemConfig.tlsEnable = false; // whatever the property was when the class was loaded
  }

  @Test
  void without_properties_a_server_has_to_prove_who_it_is() {
    assertThat(TlsOptions.ofProperties())
        .isEqualTo(new TlsOptions(null, null, null, null, null, false, true));
    assertThat(new ClientConfig().isUseTLS()).isFalse();
  }

  @Test
  void the_known_properties_count() {
    System.setProperty("tls.enable", "true");
    System.setProperty("tls.client.trustCertPath", "ca.pem");
    System.setProperty("tls.client.certPath", "client.pem");
    System.setProperty("tls.client.keyPath", "key.pem");
    System.setProperty("tls.client.keyPassword", "secret");
    System.setProperty("tls.client.verifyHostName", "false");
    TlsOptions options = TlsOptions.ofProperties();
    assertThat(options)
        .isEqualTo(
            new TlsOptions(
                null,
                Path.of("ca.pem"),
                Path.of("client.pem"),
                Path.of("key.pem"),
                "secret",
                false,
                false));
    assertThat(options.toString()).doesNotContain("secret");
    assertThat(new ClientConfig().isUseTLS()).isTrue();
  }

  @Test
  void anybody_is_trusted_only_when_somebody_says_so() {
    System.setProperty("tls.test.mode.enable", "true");
    assertThat(TlsOptions.ofProperties().trustAnyServer()).isTrue();
    System.setProperty("tls.test.mode.enable", "false");
    assertThat(TlsOptions.ofProperties().trustAnyServer()).isFalse();
    System.setProperty("tls.client.authServer", "false");
    assertThat(TlsOptions.ofProperties().trustAnyServer()).isTrue();
  }

  @Test
  void the_file_goes_before_the_properties() throws IOException {
    Path file = directory.resolve("tls.properties");
    Files.writeString(file, "tls.client.trustCertPath = file.pem\ntls.client.authServer=true\n");
    System.setProperty("tls.config.file", file.toString());
    System.setProperty("tls.client.trustCertPath", "property.pem");
    System.setProperty("tls.client.authServer", "false");
    assertThat(TlsOptions.ofProperties()).isEqualTo(TlsOptions.trusting(Path.of("file.pem")));
  }

  @Test
  void options_turn_tls_on_and_are_taken_over() {
    ClientConfig config = new ClientConfig();
    config.setTlsOptions(TlsOptions.trusting(Path.of("ca.pem")));
    assertThat(config.isUseTLS()).isTrue();
    assertThat(config.cloneClientConfig().getTlsOptions()).isEqualTo(config.getTlsOptions());
    config.setUseTLS(false);
    assertThat(config.isUseTLS()).isFalse();
  }

  @Test
  void parts_that_do_not_fit_are_refused() throws Exception {
    TlsOptions options = TlsOptions.of(SSLContext.getDefault());
    assertThatThrownBy(() -> options.withCertificate(Path.of("c"), Path.of("k"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a context has its certificates already");
    assertThatThrownBy(() -> new TlsOptions(null, null, Path.of("c"), null, null, false, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("go together");
  }
}
