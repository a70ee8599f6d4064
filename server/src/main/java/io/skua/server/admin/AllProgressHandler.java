package io.skua.server.admin;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.server.handler.ConsumeStatsHandler;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeStatsList;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetBrokerConsumeStats;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells how far all groups have consumed: request 317 (protocol B 12.7). On the loop. */
public final class AllProgressHandler implements RequestHandler {
  private final Groups groups;
  private final Offsets offsets;
  private final Topics topics;
  private final ConsumeStatsHandler stats;
  private final String address;

  /**
   * Makes the handler.
   *
   * @param address what name servers are told of this broker
   */
  public AllProgressHandler(
      Groups groups, Offsets offsets, Topics topics, ConsumeStatsHandler stats, String address) {
    this.groups = groups;
    this.offsets = offsets;
    this.topics = topics;
    this.stats = stats;
    this.address = address;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    boolean ordered = request.header(GetBrokerConsumeStats.WIRE).isOrder();
    SortedMap<String, List<ConsumeStats>> all = new TreeMap<>();
    long behind = 0;
    long inFlight = 0;
    for (String group : groups.table().groups().keySet()) {
      List<ConsumeStats> parts = new ArrayList<>();
      for (String name : offsets.topics(group)) {
        TopicConfig topic = topics.find(name);
        if (topic == null || (ordered && !topic.order())) {
          continue;
        }
        SortedMap<QueueName, ConsumeStats.Progress> table = stats.progress(group, name);
        for (ConsumeStats.Progress progress : table.values()) {
          behind += progress.brokerOffset() - progress.consumerOffset();
          inFlight += progress.pullOffset() - progress.consumerOffset();
        }
        parts.add(new ConsumeStats(table));
      }
      all.put(group, parts);
    }
    exchange.reply(
        Frame.success().withBody(new ConsumeStatsList(address, all, behind, inFlight).write()));
  }
}
