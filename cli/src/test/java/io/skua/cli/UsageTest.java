package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @Test
  void help_names_every_command() {
    Run help = Run.of("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("serve ", "send ", "consume ", "quickstart ", "doctor ")
        .doesNotContain("\u001b");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "send", "consume", "quickstart", "doctor"})
  void every_command_has_help(String command) {
    Run help = Run.of(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .startsWith("Usage: skua " + command)
        .contains("--namesrv", "Exit codes:");
  }

  @Test
  void version_is_one_line() {
    Run version = Run.of("--version");
    assertThat(version.code()).isZero();
    assertThat(version.outLines()).hasSize(1).allMatch(line -> line.startsWith("skua "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frobnicate",
        "serve --frobnicate",
        "serve --port x",
        "serve --port 70000",
        "serve --flush maybe",
        "serve --data x --temporary",
        "serve --broker-name a/b",
        "serve --advertise host:x",
        "serve --namesrv nowhere",
        "send",
        "send --topic T --count 0",
        "send --topic T --size 10 body",
        "send --topic T --size -1",
        "send --topic T --namesrv a:0",
        "send --topic T --access-key a",
        "send --topic T --tls-cert a",
        "consume",
        "consume T --count 0",
        "consume T --count x",
        "consume T --from yesterday",
        "consume T --from 2026-13-01",
        "consume T --from 99999999999999999999s",
        "consume T --namesrv nowhere",
        "consume T --secret-key a",
        "doctor --namesrv nowhere",
        "doctor --namesrv a:0",
        "doctor --topic a/b",
        "doctor --group a/b",
        "doctor --timeout 0",
        "doctor --timeout NaN",
        "doctor --timeout x",
        "doctor --access-key a",
        "doctor extra",
        "quickstart --count 0",
        "quickstart --count 100001",
        "quickstart --namesrv a:1 --access-key a"
      })
  void wrong_usage_is_code_2_and_says_so_without_a_stack_trace(String line) {
    Run wrong = Run.of(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
  }
}
