package io.skua.client.internal.consume.lock;

import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.wire.body.LockQueues;
import io.skua.wire.body.LockedQueues;
import io.skua.wire.body.QueueName;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks brokers for queues, one request a broker, and gives them back (protocol b 6.3). */
public final class QueueLocks {
  private static final Logger log = LoggerFactory.getLogger(QueueLocks.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final ClientInstance instance;
  private final String group;

  /**
   * Makes the questions of a group.
   *
   * @param group with the namespace
   */
  public QueueLocks(ClientInstance instance, String group) {
    this.instance = instance;
    this.group = group;
  }

  /**
   * Asks for queues.
   *
   * @return those that were granted, on the loop; never fails. A broker that does not answer grants
   *     none
   */
  public CompletableFuture<Set<MessageQueue>> lock(Collection<MessageQueue> queues) {
    Set<MessageQueue> granted = new HashSet<>(); // the loop's
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    byBroker(queues)
        .forEach(
            (broker, names) ->
                answers.add(
                    instance
                        .links()
                        .call(
                            broker,
                            request(RequestCode.LOCK_QUEUES, names),
                            TIMEOUT,
                            answer -> grant(broker, answer, granted))
                        .exceptionally(failure -> silent(broker, failure))));
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(all -> granted);
  }

  private static Void grant(Address broker, Frame answer, Set<MessageQueue> granted) {
    if (answer.code() == ResponseCode.SUCCESS) {
      for (QueueName name : LockedQueues.parse(answer.bodyBytes()).queues()) {
        granted.add(new MessageQueue(name.topic(), name.brokerName(), name.queueId()));
      }
    } else {
      log.warn("{} locks no queues: code {}: {}", broker, answer.code(), answer.remark());
    }
    return null;
  }

  private static Void silent(Address broker, Throwable failure) {
    log.warn("{} did not say whether queues are locked: {}", broker, failure.getMessage());
    return null;
  }

  /** Gives queues back; nobody answers. */
  public void unlock(Collection<MessageQueue> queues) {
    byBroker(queues)
        .forEach(
            (broker, names) -> {
              try {
                instance.links().oneWay(broker, request(RequestCode.UNLOCK_QUEUES, names));
              } catch (NetException e) {
                log.debug("{} will see locks run out: {}", broker, e.getMessage());
              }
            });
  }

  private Frame request(int code, List<QueueName> queues) {
    return Frame.request(code)
        .withBody(new LockQueues(group, instance.clientId(), false, new TreeSet<>(queues)).write());
  }

  private Map<Address, List<QueueName>> byBroker(Collection<MessageQueue> queues) {
    Map<Address, List<QueueName>> brokers = new HashMap<>();
    for (MessageQueue queue : queues) {
      Address master = instance.routes().table().master(queue.getBrokerName());
      if (master != null) {
        brokers
            .computeIfAbsent(master, address -> new ArrayList<>())
            .add(new QueueName(queue.getTopic(), queue.getBrokerName(), queue.getQueueId()));
      }
    }
    return brokers;
  }
}
