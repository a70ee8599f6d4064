package interop.reader;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONArray;
import com.alibaba.fastjson2.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The readable queues of a topic, as a name server tells them (protocol 3.4).
 *
 * @param queues the queues
 * @param shares what each broker has of the topic
 */
public record Route(List<Queue> queues, List<Share> shares) {
  private static final int GET_ROUTEINFO_BY_TOPIC = 105;
  private static final int SUCCESS = 0;
  private static final int TOPIC_NOT_EXIST = 17;
  private static final String MASTER = "0";

  /** A queue and the address of its master. */
  public record Queue(String topic, String brokerName, String address, int id) {}

  /** A broker's part of a topic; the permission is a sum of 4 for reading and 2 for writing. */
  public record Share(String brokerName, int readQueues, int writeQueues, int permission) {}

  /** Asks for the route of a topic; an unknown topic has no queues. */
  public static Route of(String nameServer, String topic) throws IOException {
    try (Connection connection = Connection.open(nameServer)) {
      Connection.Answer answer =
          connection.call(
              GET_ROUTEINFO_BY_TOPIC, Map.of("topic", topic, "acceptStandardJsonOnly", "true"));
      return switch (answer.code()) {
        case SUCCESS -> parse(topic, new String(answer.body().bytes(), StandardCharsets.UTF_8));
        case TOPIC_NOT_EXIST -> new Route(List.of(), List.of());
        default -> throw new IOException(nameServer + " has no route of " + topic + ": " + answer);
      };
    }
  }

  /** Whether a broker with this address is among the masters. */
  public boolean leadsTo(String address) {
    return queues.stream().anyMatch(queue -> queue.address().equals(address));
  }

  private static Route parse(String topic, String json) {
    JSONObject route = JSON.parseObject(json);
    List<Queue> queues = new ArrayList<>();
    JSONArray brokers = route.getJSONArray("brokerDatas");
    JSONArray perBroker = route.getJSONArray("queueDatas");
    for (int b = 0; b < brokers.size(); b++) {
      JSONObject broker = brokers.getJSONObject(b);
      String name = broker.getString("brokerName");
      String address = broker.getJSONObject("brokerAddrs").getString(MASTER);
      for (int q = 0; q < perBroker.size(); q++) {
        JSONObject data = perBroker.getJSONObject(q);
        if (name.equals(data.getString("brokerName")) && address != null) {
          for (int id = 0; id < data.getIntValue("readQueueNums"); id++) {
            queues.add(new Queue(topic, name, address, id));
          }
        }
      }
    }
    return new Route(List.copyOf(queues), shares(perBroker));
  }

  private static List<Share> shares(JSONArray perBroker) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < perBroker.size(); i++) {
      JSONObject data = perBroker.getJSONObject(i);
      shares.add(
          new Share(
              data.getString("brokerName"),
              data.getIntValue("readQueueNums"),
              data.getIntValue("writeQueueNums"),
              data.getIntValue("perm")));
    }
    return List.copyOf(shares);
  }
}
