package interop.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Report;
import interop.harness.Sent;
import interop.harness.Target;
import interop.operator.Console;
import interop.process.ChildJvm;
import interop.process.FreePorts;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.rocketmq.interop.scenario.AllScenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures themselves: what the matrix relies on, and what tests of stores will. */
class ApacheServersIT {
  private static final String TOPIC = "reopened";

  @Test
  void a_store_is_reopened_after_a_kill_and_closed_by_an_orderly_stop(@TempDir Path directory)
      throws Exception {
    Path store = directory.resolve("store");
    try (ApacheNameServer one = ApacheNameServer.start(directory.resolve("one"));
        ApacheNameServer two = ApacheNameServer.start(directory.resolve("two"))) {
      BrokerSettings settings =
          BrokerSettings.of("broker-a", one.address() + ";" + two.address(), store)
              .withSyncFlush(true)
              .withFileSizes(4 << 20, 1_000);
      Report report;
      try (ApacheBroker broker = ApacheBroker.start(directory.resolve("first"), settings)) {
        assertThat(broker.address()).startsWith("127.0.0.1:");
        report =
            new AllScenarios()
                .entries()
                .get(0)
                .scenario()
                .run(
                    new Target(
                        settings.nameServers(),
                        TOPIC,
                        new Console(one.address(), broker.address())));
      }
      assertThat(store.resolve("abort")).as("mark of a store that was not closed").exists();

      try (ApacheBroker again = ApacheBroker.start(directory.resolve("second"), settings)) {
        assertThat(ids(two.address()))
            .containsExactlyInAnyOrderElementsOf(
                report.sent().stream().map(ApacheServersIT::id).toList());
        again.stop();
      }
      assertThat(store.resolve("abort")).doesNotExist();
      assertThat(Route.of(one.address(), TOPIC).queues()).isEmpty();
    }
  }

  @Test
  void a_process_that_ends_early_is_reported_with_what_it_printed(@TempDir Path directory)
      throws Exception {
    try (ChildJvm child =
        ChildJvm.start("child", directory, List.of("-Xmx32m"), List.of("no.such.Program"))) {
      assertThatThrownBy(() -> child.await("ready", Duration.ofMinutes(1), Optional::empty))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("child: ")
          .hasMessageContaining("ready: the process ended with 1")
          .hasMessageContaining("ClassNotFoundException: no.such.Program")
          .hasRootCauseMessage("the process ended with 1");
    }
  }

  @Test
  void a_broker_whose_port_is_taken_says_so(@TempDir Path directory) throws Exception {
    int port = FreePorts.one();
    String nobody = "127.0.0.1:" + FreePorts.one();
    try (ServerSocket replication = new ServerSocket(port + 1)) {
      assertThat(replication.isBound()).isTrue();
      assertThatThrownBy(
              () ->
                  ApacheBroker.start(
                      directory,
                      port,
                      BrokerSettings.of("broker-a", nobody, directory.resolve("store"))))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Apache broker broker-a: ")
          .hasMessageContaining("java.net.BindException: Address already in use");
    }
  }

  private static String id(Sent sent) {
    return sent.receipt() == null ? "none" : sent.receipt().offsetMsgId();
  }

  private static List<String> ids(String nameServer) throws Exception {
    List<String> ids = new ArrayList<>();
    for (Route.Queue queue : Route.of(nameServer, TOPIC).queues()) {
      Reader.read(queue, 0).messages().stream().map(Stored::offsetMsgId).forEach(ids::add);
    }
    return ids;
  }
}
