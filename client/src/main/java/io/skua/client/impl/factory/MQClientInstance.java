package io.skua.client.impl.factory;

import io.skua.client.ClientConfig;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.RunningMember;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.stat.ConsumerStatsManager;
import io.skua.common.MixAll;
import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.route.TopicRouteData;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users of the RocketMQ client know this class as what the producers and consumers of a client id
 * share; here it is the door to what they look for there, one for each of them. Thread-safe.
 */
public class MQClientInstance {
  private static final Logger log = LoggerFactory.getLogger(MQClientInstance.class);

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final ClientConfig owner;
  private final Supplier<String> group;
  private final @Nullable RPCHook rpcHook;
  private final ClientRegistry registry;
  private final RunningMember member;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable DefaultMQProducer producer; // guarded by the lock

  /** Makes the door of a producer or consumer, which does that by itself. */
  public MQClientInstance(
      ClientConfig owner,
      Supplier<String> group,
      @Nullable RPCHook rpcHook,
      ClientRegistry registry,
      RunningMember member) {
    this.owner = owner;
    this.group = group;
    this.rpcHook = rpcHook;
    this.registry = registry;
    this.member = member;
  }

  /**
   * Returns the client id, as servers know it.
   *
   * @throws IllegalStateException when the owner is not running
   */
  public String getClientId() {
    return running().clientId();
  }

  private ClientInstance running() {
    try {
      return member.running();
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Returns a producer that shares the connections of the owner, with its name servers, credentials
   * and namespace: to reply with, from a listener say. The first call starts it; it ends with the
   * owner. Its settings can be changed, and are of no concern to any other producer.
   *
   * @throws IllegalStateException when the owner is not running
   */
  public DefaultMQProducer getDefaultMQProducer() {
    lock.lock();
    try {
      DefaultMQProducer present = producer;
      if (present == null) {
        member.running();
        present =
            new DefaultMQProducer(
                MixAll.CLIENT_INNER_PRODUCER_GROUP + "-" + group.get(), rpcHook, registry);
        present.resetClientConfig(owner);
        present.start();
        producer = present;
      }
      return present;
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the name servers for the route of a topic, and waits for it.
   *
   * @return whether they know it
   * @throws IllegalStateException when the owner is not running
   */
  public boolean updateTopicRouteInfoFromNameServer(String topic) {
    try {
      ClientInstance running = running();
      String known = owner.withNamespace(topic);
      asked.add(known);
      member.platform().await(running.routes().refresh(known), running.apiTimeout());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the route of {} is not known: {}", topic, e.getMessage());
      return false;
    }
  }

  /**
   * Returns the routes that are known, by topic as servers know it: a view, whose values are
   * copies. What is put in is for topics that name servers do not know, and for consuming only: it
   * says which brokers a topic lives on. Their addresses are not taken from there, but from the
   * routes of other topics; so one of these has to be {@linkplain
   * #updateTopicRouteInfoFromNameServer asked for}. It lasts until a name server tells of the
   * topic; that can be neither replaced nor removed.
   *
   * @throws IllegalStateException when the owner is not running
   */
  public ConcurrentMap<String, TopicRouteData> getTopicRouteTable() {
    return new RouteView(running().routes());
  }

  /**
   * Has the queues of all consumers of this client shared out anew: at once, but does not wait for
   * it.
   *
   * @return true, as what cannot be shared out yet is tried again by itself
   * @throws IllegalStateException when the owner is not running
   */
  public boolean doRebalance() {
    running().rebalanceService().wakeUp();
    return true;
  }

  /**
   * Returns where programs count what they pull or consume.
   *
   * @throws IllegalStateException when the owner is not running
   */
  public ConsumerStatsManager getConsumerStatsManager() {
    return new ConsumerStatsManager(running().consumerRates());
  }

  /**
   * Returns how many requests of this client wait for an answer: sends, mostly.
   *
   * @return 0 when the owner is not running
   */
  public int unanswered() {
    try {
      return member.running().links().unanswered();
    } catch (MQClientException e) {
      return 0;
    }
  }

  /** Returns the topics whose routes have been asked for here, as servers know them. */
  public Set<String> asked() {
    return asked;
  }

  /** Ends the producer, when there is one. The owner does it when it ends. */
  public void shutdown() {
    lock.lock();
    try {
      if (producer != null) {
        producer.shutdown();
        producer = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
