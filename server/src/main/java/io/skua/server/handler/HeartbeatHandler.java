package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Names;
import io.skua.server.broker.Topics;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.ProducerData;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes a client with its groups: request 34 (protocol 6.5, B 2.3). On the loop. */
public final class HeartbeatHandler implements RequestHandler {
  private static final Fields CHANGED = answer(true, List.of());
  private static final Fields SAME = answer(false, List.of());

  private final Clients clients;
  private final Groups groups;
  private final Topics topics;

  /** Makes the handler. */
  public HeartbeatHandler(Clients clients, Groups groups, Topics topics) {
    this.clients = clients;
    this.groups = groups;
    this.topics = topics;
  }

  /**
   * @param divided the client's groups whose members subscribe differently; ours, and nothing that
   *     Apache's clients look at
   */
  private static Fields answer(boolean changed, List<String> divided) {
    Map<String, String> fields = new HashMap<>();
    fields.put("IS_SUPPORT_HEART_BEAT_V2", "true");
    fields.put("IS_SUB_CHANGE", Boolean.toString(changed));
    if (!divided.isEmpty()) {
      fields.put("DIVIDED_GROUPS", String.join(",", divided));
    }
    return Fields.of(fields);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    Heartbeat beat = Heartbeat.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    clients.met(exchange.link(), request.language(), request.version());
    // A heartbeat without a fingerprint always counts as changed.
    boolean changed = beat.fingerprint() == 0;
    List<String> divided = new ArrayList<>(0);
    for (ConsumerData consumer : beat.consumers()) {
      SubscriptionGroup group = groups.obtain(consumer.groupName());
      if (group != null) {
        topics.retryTopic(
            Names.RETRY + consumer.groupName(), group.retryQueueNums(), consumer.unitMode());
        changed |=
            clients.consumer(
                consumer, exchange.link(), beat, group.notifyConsumerIdsChangedEnable());
        if (clients.divided(consumer.groupName())) {
          divided.add(consumer.groupName());
        }
      }
    }
    for (ProducerData producer : beat.producers()) {
      clients.producer(producer.groupName(), exchange.link(), beat.clientId());
    }
    Fields same = changed ? CHANGED : SAME;
    exchange.reply(Frame.success().withFields(divided.isEmpty() ? same : answer(changed, divided)));
  }
}
