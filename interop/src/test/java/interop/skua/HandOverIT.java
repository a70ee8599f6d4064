package interop.skua;

import static org.assertj.core.api.Assertions.assertThat;

import interop.apache.ApacheBroker;
import interop.apache.ApacheNameServer;
import interop.apache.BrokerSettings;
import interop.harness.Report;
import interop.harness.Sent;
import interop.harness.Target;
import interop.operator.Console;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import io.skua.interop.scenario.AllScenarios;
import io.skua.server.SkuaServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way up: a real Apache broker opens the directory that a Skua server has left. */
class HandOverIT {
  private static final String TOPIC = "handed-over";
  private static final int LOG_FILE_BYTES = 4 << 20;
  private static final int QUEUE_FILE_ENTRIES = 1_000;

  private static List<String> ids(String nameServer) throws Exception {
    List<String> ids = new ArrayList<>();
    for (Route.Queue queue : Route.of(nameServer, TOPIC).queues()) {
      for (Stored stored : Reader.read(queue, 0).messages()) {
        ids.add(stored.uniqueKey());
      }
    }
    return ids;
  }

  private static List<String> sentIds(Report report) {
    return report.sent().stream().map(Sent::receipt).map(receipt -> receipt.msgId()).toList();
  }

  @Test
  void an_apache_broker_opens_the_directory_and_goes_on(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    List<String> all = new ArrayList<>();
    try (SkuaServer server =
        SkuaServer.builder()
            .port(0)
            .dataDirectory(data)
            .sizes(1 << 20, LOG_FILE_BYTES, QUEUE_FILE_ENTRIES)
            .build()) {
      server.start();
      String address = server.address().toString();
      Target target = new Target(address, TOPIC, new Console(address, address));
      all.addAll(sentIds(new AllScenarios().entries().get(0).scenario().run(target)));
      assertThat(ids(address)).containsExactlyInAnyOrderElementsOf(all);
    }
    assertThat(data.resolve("abort")).as("mark of a directory that was not closed").doesNotExist();
    try (ApacheNameServer names = ApacheNameServer.start(directory.resolve("names"));
        ApacheBroker broker =
            ApacheBroker.start(
                directory.resolve("broker"),
                BrokerSettings.of("broker-a", names.address(), data)
                    .withFileSizes(LOG_FILE_BYTES, QUEUE_FILE_ENTRIES))) {
      assertThat(broker.address()).isNotEmpty();
      assertThat(ids(names.address())).containsExactlyInAnyOrderElementsOf(all);
      Target target =
          new Target(names.address(), TOPIC, new Console(names.address(), broker.address()));
      all.addAll(sentIds(new AllScenarios().entries().get(0).scenario().run(target)));
      assertThat(ids(names.address())).containsExactlyInAnyOrderElementsOf(all);
    }
  }
}
