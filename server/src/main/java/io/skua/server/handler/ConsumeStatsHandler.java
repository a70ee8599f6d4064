package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.store.MessageStore;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeStats.Progress;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumeStats;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells how far a group has consumed its topics: request 208 (protocol B 12.7). On the loop. */
public final class ConsumeStatsHandler implements RequestHandler {
  private final Topics topics;
  private final Offsets offsets;
  private final Clients clients;
  private final MessageStore store;
  private final Identity identity;

  /** Makes the handler. */
  public ConsumeStatsHandler(
      Topics topics, Offsets offsets, Clients clients, MessageStore store, Identity identity) {
    this.topics = topics;
    this.offsets = offsets;
    this.clients = clients;
    this.store = store;
    this.identity = identity;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    GetConsumeStats asked = request.header(GetConsumeStats.WIRE);
    SortedMap<QueueName, Progress> table = new TreeMap<>();
    for (String name : wanted(asked)) {
      table.putAll(progress(asked.consumerGroup(), name));
    }
    exchange.reply(Frame.success().withBody(new ConsumeStats(table).write()));
  }

  /** Returns how far a group has consumed a topic, by queue. */
  public SortedMap<QueueName, Progress> progress(String group, String name) {
    SortedMap<QueueName, Progress> table = new TreeMap<>();
    TopicConfig topic = topics.find(name);
    // What the group no longer subscribes to does not count while it is online.
    boolean left = clients.consuming(group) && clients.subscription(group, name) == null;
    for (int id = 0; topic != null && !left && id < topic.readQueueNums(); id++) {
      table.put(new QueueName(name, identity.broker(), id), progress(group, name, id));
    }
    return table;
  }

  private SortedSet<String> wanted(GetConsumeStats asked) {
    String one = asked.topic();
    String several = asked.topicList();
    if (one != null && !one.isEmpty()) {
      return new TreeSet<>(List.of(one));
    }
    return several != null && !several.isEmpty()
        ? new TreeSet<>(List.of(several.split(";", -1)))
        : offsets.topics(asked.consumerGroup());
  }

  private Progress progress(String group, String topic, int queueId) {
    long consumed = Math.max(0, offsets.find(group, topic, queueId));
    long last = store.storeTime(topic, queueId, consumed - 1);
    long pulled = Math.max(consumed, offsets.findPulled(group, topic, queueId));
    return new Progress(store.maxOffset(topic, queueId), consumed, Math.max(0, last), pulled);
  }
}
