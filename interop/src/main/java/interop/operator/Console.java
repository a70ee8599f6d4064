package interop.operator;

import interop.harness.Conduct;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.StandIn;
import interop.process.FreePorts;
import interop.reader.Connection;
import interop.reader.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works at one name server and one broker.
 *
 * @param nameServer address of the name server
 * @param broker address of the broker, {@code host:port}
 */
public record Console(String nameServer, String broker) implements Operator {
  private static final int UPDATE_AND_CREATE_TOPIC = 17;

  /**
   * After so many questions in vain the update is repeated. An Apache broker that changes topics
   * twice within milliseconds may tell the name server so in the wrong order, and with the old news
   * come last nothing mends it but another change: repeating what is there is none, so the mark of
   * order, which routes do not show, changes each time.
   */
  private static final int ASKS_PER_UPDATE = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public void topic(String name, int readQueues, int writeQueues, int permission)
      throws IOException {
    Map<String, String> fields = new HashMap<>();
    fields.put("topic", name);
    fields.put("defaultTopic", "TBW102");
    fields.put("readQueueNums", Integer.toString(readQueues));
    fields.put("writeQueueNums", Integer.toString(writeQueues));
    fields.put("perm", Integer.toString(permission));
    fields.put("topicFilterType", "SINGLE_TAG");
    fields.put("topicSysFlag", "0");
    AtomicInteger asked = new AtomicInteger();
    Eventually.get(
        name + " at " + nameServer,
        PATIENCE,
        () -> {
          int updates = asked.get() / ASKS_PER_UPDATE;
          if (asked.getAndIncrement() % ASKS_PER_UPDATE == 0) {
            fields.put("order", Boolean.toString(updates % 2 == 1));
            update(fields);
          }
          return Route.of(nameServer, name).shares().stream()
              .filter(share -> share.readQueues() == readQueues)
              .filter(share -> share.writeQueues() == writeQueues)
              .filter(share -> share.permission() == permission)
              .findAny();
        });
  }

  private void update(Map<String, String> fields) throws IOException {
    try (Connection connection = Connection.open(broker)) {
      Connection.Answer answer = connection.call(UPDATE_AND_CREATE_TOPIC, fields);
      if (answer.code() != 0) {
        throw new IOException("the broker does not make the topic of " + fields + ": " + answer);
      }
    }
  }

  @Override
  public StandIn standIn(String topic, Conduct conduct) throws IOException {
    StandInBroker broker = StandInBroker.start(nameServer, topic, conduct);
    try {
      Eventually.get(
          broker.brokerName() + " in the route of " + topic,
          PATIENCE,
          () ->
              Optional.of(Route.of(nameServer, topic))
                  .filter(route -> route.leadsTo(broker.address())));
      return broker;
    } catch (AssertionError e) {
      broker.close();
      throw e;
    }
  }

  @Override
  public int deadPort() throws IOException {
    return FreePorts.one();
  }
}
