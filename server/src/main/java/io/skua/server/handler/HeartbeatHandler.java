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
import java.util.Map;

/** Notes a client with its groups: request 34 (protocol 6.5, B 2.3). On the loop. */
public final class HeartbeatHandler implements RequestHandler {
  private static final Fields CHANGED = answer("true");
  private static final Fields SAME = answer("false");

  private final Clients clients;
  private final Groups groups;
  private final Topics topics;

  /** Makes the handler. */
  public HeartbeatHandler(Clients clients, Groups groups, Topics topics) {
    this.clients = clients;
    this.groups = groups;
    this.topics = topics;
  }

  private static Fields answer(String changed) {
    return Fields.of(Map.of("IS_SUPPORT_HEART_BEAT_V2", "true", "IS_SUB_CHANGE", changed));
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    Heartbeat beat = Heartbeat.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    clients.met(exchange.link(), request.language(), request.version());
    // A heartbeat without a fingerprint always counts as changed.
    boolean changed = beat.fingerprint() == 0;
    for (ConsumerData consumer : beat.consumers()) {
      SubscriptionGroup group = groups.obtain(consumer.groupName());
      if (group != null) {
        topics.retryTopic(
            Names.RETRY + consumer.groupName(), group.retryQueueNums(), consumer.unitMode());
        changed |=
            clients.consumer(
                consumer, exchange.link(), beat, group.notifyConsumerIdsChangedEnable());
      }
    }
    for (ProducerData producer : beat.producers()) {
      clients.producer(producer.groupName(), exchange.link(), beat.clientId());
    }
    exchange.reply(Frame.success().withFields(changed ? CHANGED : SAME));
  }
}
