package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.server.SkuaServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  @TempDir Path directory;

  @Test
  void it_says_where_it_serves_until_it_is_stopped() throws Exception {
    Path data = directory.resolve("with space");
    StringWriter out = new StringWriter();
    CompletableFuture<String> serving = new CompletableFuture<>();
    PrintWriter watched =
        new PrintWriter(out) {
          @Override
          public void println(String line) {
            super.println(line);
            if (line.startsWith("Ctrl-C")) {
              serving.complete(out.toString());
            }
          }
        };
    CompletableFuture<Run> ended = new CompletableFuture<>();
    Thread command =
        new Thread(
            () ->
                ended.complete(
                    Run.of(
                        out,
                        watched,
                        "serve",
                        "--port",
                        "0",
                        "--metrics-port",
                        "0",
                        "--data",
                        data.toString())));
    command.start();
    String said = serving.get(60, TimeUnit.SECONDS);
    String address = said.substring("Serving on ".length(), said.indexOf(','));
    assertThat(said)
        .contains("data in " + data.toAbsolutePath())
        .containsPattern("Metrics at http://127\\.0\\.0\\.1:\\d+/metrics")
        .contains("producer.setNamesrvAddr(\"" + address + "\");");
    assertThat(Run.of("send", "--namesrv", address, "--topic", "T").code()).isZero();
    command.interrupt();
    Run run = ended.get(60, TimeUnit.SECONDS);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("Stopped." + System.lineSeparator());
  }

  @Test
  void a_taken_port_is_one_line_and_code_1() {
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start()) {
      String port = String.valueOf(server.address().port());
      Run run = Run.of("serve", "--temporary", "--port", port);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.errLines()).hasSize(1);
      assertThat(run.err()).contains(port, "in use", "choose another port");
    }
  }

  @Test
  void a_directory_in_use_is_one_line_and_code_1() {
    try (SkuaServer server = SkuaServer.builder().port(0).dataDirectory(directory).start()) {
      assertThat(server.dataDirectory()).isNotNull();
      Run run = Run.of("serve", "--port", "0", "--data", directory.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.errLines()).hasSize(1);
      assertThat(run.err()).contains(directory.toString(), "in use");
    }
  }

  @Test
  void a_directory_that_is_a_file_is_one_line_and_code_1() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Run run = Run.of("serve", "--port", "0", "--data", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains(file.toString());
  }

  @Test
  void a_file_of_users_that_is_not_understood_is_wrong_usage() throws Exception {
    Path users = Files.writeString(directory.resolve("users.json"), "{\"users\":[{}]}");
    Run run = Run.of("serve", "--port", "0", "--temporary", "--users", users.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(users.toString(), "username can not be blank");
    assertThat(Run.of("serve", "--temporary", "--users", "nowhere.json").err())
        .contains("nowhere.json", "cannot be read");
  }

  @Test
  void a_broker_that_no_name_server_takes_is_one_line_and_code_1() throws Exception {
    String nobody = Run.deadAddress();
    Run run = Run.of("serve", "--port", "0", "--temporary", "--namesrv", nobody);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains(nobody);
  }
}
