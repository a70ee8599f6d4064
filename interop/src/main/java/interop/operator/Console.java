package interop.operator;

import com.alibaba.fastjson2.JSON;
import interop.harness.Conduct;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.StandIn;
import interop.process.FreePorts;
import interop.reader.Connection;
import interop.reader.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works at one name server and one broker.
 *
 * @param nameServer address of the name server
 * @param broker address of the broker, {@code host:port}
 */
public record Console(String nameServer, String broker) implements Operator {
  private static final int QUERY_CONSUMER_OFFSET = 14;
  private static final int UPDATE_AND_CREATE_TOPIC = 17;
  private static final int GET_CONSUMER_LIST_BY_GROUP = 38;
  private static final int INVOKE_BROKER_TO_RESET_OFFSET = 222;
  private static final int SET_MESSAGE_REQUEST_MODE = 401;
  private static final int SYSTEM_ERROR = 1;
  private static final int QUERY_NOT_FOUND = 22;

  /**
   * After so many questions in vain the update is repeated. An Apache broker that changes topics
   * twice within milliseconds may tell the name server so in the wrong order, and with the old news
   * come last nothing mends it but another change: repeating what is there is none, so the mark of
   * order, which routes do not show, changes each time.
   */
  private static final int ASKS_PER_UPDATE = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

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
    done(ask(UPDATE_AND_CREATE_TOPIC, fields), "make the topic of " + fields);
  }

  private Connection.Answer ask(int code, Map<String, String> fields) throws IOException {
    return ask(code, fields, new byte[0]);
  }

  private Connection.Answer ask(int code, Map<String, String> fields, byte[] body)
      throws IOException {
    try (Connection connection = Connection.open(broker)) {
      return connection.call(code, fields, body);
    }
  }

  private static void done(Connection.Answer answer, String what) throws IOException {
    if (answer.code() != 0) {
      throw new IOException("the broker does not " + what + ": " + answer);
    }
  }

  @Override
  public OptionalLong committed(String group, String topic, int queue) throws IOException {
    Map<String, String> fields =
        Map.of(
            "consumerGroup",
            group,
            "topic",
            topic,
            "queueId",
            Integer.toString(queue),
            "setZeroIfNotFound",
            "false");
    Connection.Answer answer = ask(QUERY_CONSUMER_OFFSET, fields);
    if (answer.code() == QUERY_NOT_FOUND) {
      return OptionalLong.empty();
    }
    done(answer, "tell the offset of " + fields);
    return OptionalLong.of(answer.number("offset"));
  }

  @Override
  public List<String> members(String group) throws IOException {
    Connection.Answer answer = ask(GET_CONSUMER_LIST_BY_GROUP, Map.of("consumerGroup", group));
    if (answer.code() == SYSTEM_ERROR) { // Its way to say that there is none.
      return List.of();
    }
    done(answer, "tell the members of " + group);
    String json = new String(answer.body().bytes(), StandardCharsets.UTF_8);
    return JSON.parseObject(json).getList("consumerIdList", String.class);
  }

  @Override
  public void reset(String group, String topic, long timestamp) throws IOException {
    Map<String, String> fields =
        Map.of(
            "group",
            group,
            "topic",
            topic,
            "timestamp",
            Long.toString(timestamp),
            "isForce",
            "true");
    done(ask(INVOKE_BROKER_TO_RESET_OFFSET, fields), "reset " + fields);
  }

  @Override
  public void popped(String group, String topic, int sharedQueues) throws IOException {
    Map<String, Object> mode =
        Map.of(
            "consumerGroup",
            group,
            "topic",
            topic,
            "mode",
            "POP",
            "popShareQueueNum",
            sharedQueues);
    done(ask(SET_MESSAGE_REQUEST_MODE, Map.of(), JSON.toJSONBytes(mode)), "set " + mode);
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
