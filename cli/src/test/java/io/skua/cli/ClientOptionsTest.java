package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.server.SkuaServer;
import io.skua.server.access.AccessSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {
  private final SkuaServer server =
      SkuaServer.builder()
          .port(0)
          .inMemory()
          .access(AccessSettings.REQUIRED.withSuperUser("admin", "change-me"))
          .build();

  @BeforeEach
  void start() {
    server.start();
    assertThat(signed("send --topic T").code()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run(String line, String... more) {
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of("--namesrv", server.address().toString()));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private Run signed(String line) {
    return run(line, "--access-key", "admin", "--secret-key", "change-me");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send --topic T",
        "send --topic T --count 30",
        "consume T --from first --count 1",
        "consume T --from first --count 1 --group g",
        "quickstart --count 5",
        "doctor"
      })
  void a_server_with_users_lets_in_who_signs(String line) {
    Run nobody = run(line);
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.err() + nobody.out()).contains("username cannot be null", "--access-key");
    Run wrong = run(line, "--access-key", "admin", "--secret-key", "x");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err() + wrong.out()).contains("check signature failed");
    Run admin = signed(line);
    assertThat(admin.err()).doesNotContain("skua:");
    assertThat(admin.code()).isZero();
  }
}
