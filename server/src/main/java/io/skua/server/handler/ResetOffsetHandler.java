package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.ParkedPulls;
import io.skua.server.broker.Topics;
import io.skua.store.MessageStore;
import io.skua.store.TimeBoundary;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueOffsets;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ResetOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets how far a group is in a topic: request 222 (protocol B 12.6). The group hears of it as the
 * answer to its next pull of each queue, or at once where a pull waits; when nobody is online it
 * begins there. On the loop.
 */
public final class ResetOffsetHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(ResetOffsetHandler.class);

  private static final int ALL_QUEUES = -1;
  private static final long BY_TIME = -1;

  private final Offsets offsets;
  private final Topics topics;
  private final Groups groups;
  private final MessageStore store;
  private final ParkedPulls parked;
  private final Clients clients;
  private final Identity identity;

  /** Makes the handler. */
  public ResetOffsetHandler(
      Offsets offsets,
      Topics topics,
      Groups groups,
      MessageStore store,
      ParkedPulls parked,
      Clients clients,
      Identity identity) {
    this.offsets = offsets;
    this.topics = topics;
    this.groups = groups;
    this.store = store;
    this.parked = parked;
    this.clients = clients;
    this.identity = identity;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    ResetOffset asked = request.header(ResetOffset.WIRE);
    SortedMap<Integer, Long> table = table(asked, topic(asked));
    if (table.isEmpty()) {
      throw Refusals.error("No queues to reset.");
    }
    log.info(
        "{} puts group {} in topic {} to {}", exchange.link(), asked.group(), asked.topic(), table);
    offsets.reset(asked.group(), asked.topic(), table, clients.consuming(asked.group()));
    SortedMap<QueueName, Long> answer = new TreeMap<>();
    table.forEach(
        (id, offset) -> {
          parked.arrived(asked.topic(), id);
          answer.put(new QueueName(asked.topic(), identity.broker(), id), offset);
        });
    exchange.reply(Frame.success().withBody(new QueueOffsets(answer).write()));
  }

  private TopicConfig topic(ResetOffset asked) {
    TopicConfig topic = topics.find(asked.topic());
    if (topic == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST, "Topic " + asked.topic() + " does not exist");
    }
    if (groups.find(asked.group()) == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + asked.group() + " does not exist");
    }
    return topic;
  }

  private SortedMap<Integer, Long> table(ResetOffset asked, TopicConfig topic) {
    SortedMap<Integer, Long> table = new TreeMap<>();
    int only = asked.queueId() == null ? ALL_QUEUES : asked.queueId();
    long offset = asked.offset() == null ? BY_TIME : asked.offset();
    if (only >= topic.readQueueNums()) {
      return table;
    }
    if (only >= 0) {
      table.put(only, offset == BY_TIME ? byTime(asked, only) : in(asked, only));
    }
    for (int id = 0; only < 0 && id < topic.readQueueNums(); id++) {
      table.put(id, byTime(asked, id));
    }
    return table;
  }

  private long byTime(ResetOffset asked, int queueId) {
    return asked.timestamp() < 0
        ? store.maxOffset(asked.topic(), queueId)
        : store.offsetByTime(asked.topic(), queueId, asked.timestamp(), TimeBoundary.LOWER);
  }

  private long in(ResetOffset asked, int queueId) {
    long offset = asked.offset() == null ? BY_TIME : asked.offset();
    long min = store.minOffset(asked.topic(), queueId);
    long max = store.maxOffset(asked.topic(), queueId);
    if (offset < min || offset > max + 1) {
      throw Refusals.error(
          "Target offset " + offset + " not in consume queue range [" + min + "-" + max + "]");
    }
    return offset;
  }
}
