package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.server.SkuaServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendCommandTest {
  @Test
  void a_dead_name_server_is_one_line_and_code_1_within_seconds() throws Exception {
    String nobody = Run.deadAddress();
    long begin = System.nanoTime();
    Run send = Run.of("send", "--namesrv", nobody, "--topic", "T", "hello");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out()).isEmpty();
    assertThat(send.errLines()).hasSize(1);
    assertThat(send.err()).contains(nobody, "refused", "Start a name server there");
  }

  @Test
  void a_few_messages_get_a_line_each() {
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start()) {
      String address = server.address().toString();
      Run send =
          Run.of("send", "--namesrv", address, "--topic", "T", "--count", "3", "--tags", "A", "x");
      assertThat(send.err()).isEmpty();
      assertThat(send.code()).isZero();
      assertThat(send.outLines())
          .hasSize(3)
          .allMatch(line -> line.startsWith("SendResult [sendStatus=SEND_OK"));
    }
  }

  @Test
  void many_messages_get_a_summary() {
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start()) {
      String address = server.address().toString();
      Run send =
          Run.of("send", "--namesrv", address, "--topic", "T", "--count", "3000", "--size", "100");
      assertThat(send.err()).isEmpty();
      assertThat(send.code()).isZero();
      assertThat(send.outLines()).hasSize(1);
      assertThat(send.out()).startsWith("3000 of 3000 sent in ").contains("/s, 0 failed");
    }
  }

  @Test
  void a_refused_message_is_one_line() {
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start()) {
      String address = server.address().toString();
      Run send = Run.of("send", "--namesrv", address, "--topic", "T", "--size", "5000000");
      assertThat(send.code()).isEqualTo(1);
      assertThat(send.errLines()).hasSize(1);
      assertThat(send.err()).contains("4194304");
    }
  }
}
