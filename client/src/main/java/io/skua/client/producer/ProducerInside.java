package io.skua.client.producer;

import io.skua.client.exception.MQClientException;
import io.skua.client.impl.factory.MQClientInstance;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.route.RouteTable;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a producer shows to users who look for its inside. Thread-safe. */
final class ProducerInside implements DefaultMQProducerImpl.Inside {
  private final DefaultMQProducer producer;
  private final ProducerMember member;
  private final MQClientInstance instance;

  private ProducerInside(
      DefaultMQProducer producer, ProducerMember member, @Nullable RPCHook rpcHook) {
    this.producer = producer;
    this.member = member;
    this.instance =
        new MQClientInstance(
            producer, producer::getProducerGroup, rpcHook, member.registry(), member);
  }

  /** Makes what {@link DefaultMQProducer#getDefaultMQProducerImpl} returns. */
  static DefaultMQProducerImpl impl(
      DefaultMQProducer producer, ProducerMember member, @Nullable RPCHook rpcHook) {
    return new DefaultMQProducerImpl(producer, new ProducerInside(producer, member, rpcHook));
  }

  @Override
  public void endTransaction(
      Message message,
      SendResult half,
      LocalTransactionState state,
      @Nullable Throwable localFailure) {
    producer.endTransaction(message, half, state, localFailure);
  }

  @Override
  public MQClientInstance instance() {
    return instance;
  }

  @Override
  public Map<String, List<MessageQueue>> queues() {
    RouteTable routes;
    try {
      routes = member.running().routes().table();
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    Set<String> topics = new HashSet<>(member.topics());
    topics.addAll(instance.asked());
    Map<String, List<MessageQueue>> queues = new LinkedHashMap<>();
    for (String topic : topics) {
      PublishView view = routes.publishView(topic);
      if (view != null) {
        String name = producer.withoutNamespace(topic);
        List<MessageQueue> all = new ArrayList<>();
        for (PublishView.Queue queue : view.queues()) {
          all.add(new MessageQueue(name, queue.brokerName(), queue.queueId()));
        }
        queues.put(name, all);
      }
    }
    return queues;
  }
}
