package io.skua.interop.scenario.consume;

import interop.harness.ConsumerCatalogue;
import interop.harness.Target;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The scenarios of consumers for the client that this source is compiled against. Those of one
 * cluster share who sends. Thread-safe.
 */
public final class AllConsumers implements ConsumerCatalogue {
  private final Map<String, DefaultMQProducer> senders = new HashMap<>();

  @Override
  public List<Entry> entries() {
    return Stream.of(
            Lives.cases(),
            Checks.cases(),
            Beginnings.cases(),
            Tags.cases(),
            Sql.cases(),
            Kinds.cases(),
            Failures.cases(),
            InOrder.cases(),
            Members.cases(),
            Strategies.cases(),
            Broadcasts.cases(),
            Flow.cases(),
            Changes.cases(),
            Progress.cases(),
            Questions.cases(),
            Watching.cases(),
            Namespaces.cases(),
            LitePull.cases(),
            LiteAssigned.cases(),
            LiteOffsets.cases(),
            LiteChecks.cases(),
            OldPull.cases(),
            OldPullOffsets.cases(),
            Pops.cases(),
            PopFailures.cases())
        .flatMap(List::stream)
        .map(each -> new Entry(each.name(), each.smoke(), target -> run(each, target)))
        .toList();
  }

  private void run(Case scenario, Target target) throws Exception {
    try (Stage stage = new Stage(target, sender(target.nameServers()))) {
      scenario.work().on(stage);
    }
  }

  private synchronized DefaultMQProducer sender(String nameServers) throws MQClientException {
    DefaultMQProducer known = senders.get(nameServers);
    if (known == null) {
      known = Stage.started(nameServers, new DefaultMQProducer("senders"));
      senders.put(nameServers, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    senders.values().forEach(DefaultMQProducer::shutdown);
    senders.clear();
  }
}
