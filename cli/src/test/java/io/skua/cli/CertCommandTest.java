package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.tls.TlsServer.Mode;
import io.skua.server.SkuaServer;
import io.skua.server.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertCommandTest {
  @TempDir Path directory;

  private String file(String name) {
    return directory.resolve("certs").resolve(name).toString();
  }

  private Run make(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "cert";
    arguments[1] = "--dir";
    arguments[2] = directory.resolve("certs").toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Run.of(arguments);
  }

  @Test
  void its_files_make_a_server_and_a_client_that_trust_each_other() throws Exception {
    Run made = make("--name", "broker.example", "--name", "10.1.2.3");
    assertThat(made.err()).isEmpty();
    assertThat(made.code()).isZero();
    assertThat(made.out())
        .contains("localhost, 127.0.0.1, ::1, broker.example, 10.1.2.3")
        .contains("skua serve --tls-cert " + file("server.pem"), "TlsOptions.trusting(Path.of(\"");
    Path key = Path.of(file("server-key.pem"));
    if (key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
    TlsSettings tls = TlsSettings.of(Path.of(file("server.pem")), key).withMode(Mode.ENFORCING);
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().tls(tls).start()) {
      String address = server.address().toString();
      Run send =
          Run.of("send", "--namesrv", address, "--topic", "T", "--tls-ca", file("ca.pem"), "hello");
      assertThat(send.err()).isEmpty();
      assertThat(send.code()).isZero();
      Run plain = Run.of("send", "--namesrv", address, "--topic", "T", "hello");
      assertThat(plain.code()).isEqualTo(1);
      assertThat(plain.errLines()).hasSize(1);
      assertThat(plain.err()).contains("may accept TLS only", "setTlsOptions");
    }
  }

  @Test
  void it_replaces_nothing_unless_told_so() {
    assertThat(make().code()).isZero();
    Run again = make();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("is there already", "--force");
    assertThat(make("--force").code()).isZero();
  }

  @Test
  void a_name_that_is_none_is_wrong_usage() {
    Run run = make("--name", "1.2.3.4.5");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("1.2.3.4.5");
  }

  @Test
  void options_of_serve_that_do_not_fit_are_wrong_usage() {
    assertThat(Run.of("serve", "--tls-mode", "enforcing").err()).contains("--tls-cert");
    assertThat(Run.of("serve", "--tls-cert", "x").err()).contains("go together");
    Run missing = Run.of("serve", "--temporary", "--tls-cert", "none.pem", "--tls-key", "none.pem");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("none.pem", "cannot be read");
  }
}
