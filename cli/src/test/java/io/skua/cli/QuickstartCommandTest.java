package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.server.SkuaServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class QuickstartCommandTest {
  @Test
  void without_an_address_it_brings_its_own_server() {
    Run run = Run.of("quickstart", "--count", "50");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.outLines()).hasSize(51);
    assertThat(run.outLines().get(0)).startsWith("SendResult [sendStatus=SEND_OK");
    assertThat(run.outLines().get(50)).startsWith("50 sent, 50 read back, each once.");
  }

  @Test
  void at_a_cluster_it_counts_its_own_messages_only() {
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start()) {
      String address = server.address().toString();
      Run.of("send", "--namesrv", address, "--topic", "TopicTest", "--count", "40", "other");
      for (int round = 0; round < 2; round++) {
        Run run = Run.of("quickstart", "--namesrv", address, "--count", "70");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("70 sent, 70 read back, each once.");
      }
    }
  }

  @Test
  void a_dead_name_server_is_one_line_and_code_1() throws IOException {
    String nobody = Run.deadAddress();
    Run run = Run.of("quickstart", "--namesrv", nobody);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains(nobody);
  }

  @Test
  void it_ends_quietly_when_nobody_reads_its_output_any_more() {
    StringWriter read = new StringWriter();
    Run run = Run.of(read, new PrintWriter(new BrokenPipe(read)), "quickstart", "--count", "5000");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines().size()).isLessThan(10);
  }

  /** Takes some output, and then none, as a pipe into head does. */
  private static final class BrokenPipe extends Writer {
    private final StringWriter read;

    BrokenPipe(StringWriter read) {
      this.read = read;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      if (read.getBuffer().length() > 500) {
        throw new IOException("Broken pipe");
      }
      read.write(text, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
