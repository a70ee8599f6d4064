package interop.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads queues with PULL_MESSAGE (protocol B 4.1) without being a consumer: the subscription
 * travels in the request.
 */
public final class Reader {
  private static final int PULL_MESSAGE = 11;

  /** Known to every broker. */
  private static final String GROUP = "TOOLS_CONSUMER";

  private static final int SUBSCRIPTION_IN_REQUEST = 4;
  private static final int FOUND = 0;
  private static final int NOT_FOUND = 19;
  private static final int RETRY_IMMEDIATELY = 20;
  private static final int OFFSET_MOVED = 21;

  private Reader() {}

  /**
   * What is in a queue.
   *
   * @param queue the queue
   * @param min offset of the oldest message
   * @param max offset after the newest message
   * @param messages the messages from the asked offset on
   */
  public record Contents(Route.Queue queue, long min, long max, List<Stored> messages) {}

  /** Reads a queue from an offset to its end; an offset below its beginning counts as that. */
  public static Contents read(Route.Queue queue, long from) throws IOException {
    try (Connection connection = Connection.open(queue.address())) {
      List<Stored> messages = new ArrayList<>();
      long next = from;
      while (true) {
        Connection.Answer answer = connection.call(PULL_MESSAGE, pull(queue, next));
        switch (answer.code()) {
          case FOUND -> messages.addAll(Stored.decode(queue.brokerName(), answer.body().bytes()));
          case NOT_FOUND, RETRY_IMMEDIATELY, OFFSET_MOVED -> {}
          default -> throw new IOException("cannot read " + queue + " at " + next + ": " + answer);
        }
        long max = answer.number("maxOffset");
        long after = answer.number("nextBeginOffset");
        if (after >= max) {
          return new Contents(queue, answer.number("minOffset"), max, List.copyOf(messages));
        }
        if (after <= next) {
          throw new IOException("no progress in " + queue + " at " + next + ": " + answer);
        }
        next = after;
      }
    }
  }

  /** Offsets after the newest messages of a topic; empty for an unknown topic. */
  public static Map<Route.Queue, Long> ends(Route route) throws IOException {
    Map<Route.Queue, Long> ends = new HashMap<>();
    for (Route.Queue queue : route.queues()) {
      try (Connection connection = Connection.open(queue.address())) {
        ends.put(queue, connection.call(PULL_MESSAGE, pull(queue, 0)).number("maxOffset"));
      }
    }
    return ends;
  }

  private static Map<String, String> pull(Route.Queue queue, long offset) {
    Map<String, String> fields = new HashMap<>();
    fields.put("consumerGroup", GROUP);
    fields.put("topic", queue.topic());
    fields.put("queueId", Integer.toString(queue.id()));
    fields.put("queueOffset", Long.toString(offset));
    fields.put("maxMsgNums", "32");
    fields.put("sysFlag", Integer.toString(SUBSCRIPTION_IN_REQUEST));
    fields.put("commitOffset", "0");
    fields.put("suspendTimeoutMillis", "0");
    fields.put("subscription", "*");
    fields.put("subVersion", "0");
    fields.put("expressionType", "TAG");
    fields.put("bname", queue.brokerName());
    return fields;
  }
}
