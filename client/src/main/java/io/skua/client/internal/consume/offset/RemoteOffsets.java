package io.skua.client.internal.consume.offset;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.QueryConsumerOffset;
import io.skua.wire.header.UpdateConsumerOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of a group, kept by the brokers of the queues (protocol b 5). Commits are answered,
 * where Apache's client sends them one-way: so an unchanged offset need not be sent again and
 * again, and one that got lost is. After trouble the broker is asked first: others may have gone
 * further with the queue, and a group does not go back because of a member that was cut off.
 */
public final class RemoteOffsets implements Offsets {
  private static final Logger log = LoggerFactory.getLogger(RemoteOffsets.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ClientInstance instance;
  private final String group;
  private final OffsetTable table = new OffsetTable();

  /**
   * Makes an empty table.
   *
   * @param group with the namespace
   */
  public RemoteOffsets(ClientInstance instance, String group) {
    this.instance = instance;
    this.group = group;
  }

  @Override
  public CompletableFuture<Long> read(MessageQueue queue) {
    Address broker = instance.routes().table().master(queue.getBrokerName());
    return broker != null
        ? read(queue, broker)
        : instance.routes().refresh(queue.getTopic()).thenCompose(route -> readNow(queue));
  }

  private CompletableFuture<Long> readNow(MessageQueue queue) {
    Address broker = instance.routes().table().master(queue.getBrokerName());
    return broker != null
        ? read(queue, broker)
        : CompletableFuture.failedFuture(
            new IllegalStateException(
                "no master of broker "
                    + queue.getBrokerName()
                    + " is known to ask for the offset"));
  }

  private CompletableFuture<Long> read(MessageQueue queue, Address broker) {
    QueryConsumerOffset header =
        new QueryConsumerOffset(
            group, queue.getTopic(), queue.getQueueId(), null, queue.getBrokerName());
    return instance
        .links()
        .call(
            broker,
            Frame.request(RequestCode.QUERY_CONSUMER_OFFSET, QueryConsumerOffset.WIRE, header),
            TIMEOUT,
            answer -> read(queue, broker, answer));
  }

  private long read(MessageQueue queue, Address broker, Frame answer) {
    if (answer.code() == ResponseCode.QUERY_NOT_FOUND) {
      return NONE;
    }
    if (answer.code() != ResponseCode.SUCCESS) {
      throw new CompletionException(
          new MQBrokerException(answer.code(), answer.remark(), broker.toString()));
    }
    long offset = answer.header(OffsetResult.WIRE).offset();
    table.found(queue, offset);
    return offset;
  }

  @Override
  public long inMemory(MessageQueue queue) {
    return table.get(queue);
  }

  @Override
  public void update(MessageQueue queue, long offset, boolean increaseOnly) {
    table.update(queue, offset, increaseOnly);
  }

  @Override
  public CompletableFuture<Void> persist(Collection<MessageQueue> queues) {
    List<CompletableFuture<Void>> commits = new ArrayList<>();
    for (MessageQueue queue : queues) {
      Address broker = instance.routes().table().master(queue.getBrokerName());
      if (broker != null && table.changed(queue) != NONE) {
        CompletableFuture<?> sure =
            table.doubtful(queue) ? read(queue, broker) : CompletableFuture.completedFuture(null);
        commits.add(
            sure.thenCompose(known -> commit(broker, queue))
                .exceptionally(failure -> notKept(queue, failure)));
      }
    }
    return CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> commit(Address broker, MessageQueue queue) {
    long offset = table.changed(queue);
    if (offset == NONE) {
      return CompletableFuture.completedFuture(null);
    }
    UpdateConsumerOffset header =
        new UpdateConsumerOffset(
            group, queue.getTopic(), queue.getQueueId(), offset, queue.getBrokerName());
    return instance
        .links()
        .call(
            broker,
            Frame.request(RequestCode.UPDATE_CONSUMER_OFFSET, UpdateConsumerOffset.WIRE, header),
            TIMEOUT,
            answer -> {
              if (answer.code() == ResponseCode.SUCCESS) {
                table.kept(queue, offset);
              } else {
                refused(queue, offset, answer);
              }
              return (Void) null;
            });
  }

  private @Nullable Void notKept(MessageQueue queue, Throwable failure) {
    table.doubt(queue);
    log.info(
        "offset {} of {} is not committed yet: {}", table.get(queue), queue, failure.getMessage());
    return null;
  }

  private void refused(MessageQueue queue, long offset, Frame answer) {
    log.warn(
        "offset {} of {} for group {} was refused with code {}: {}",
        offset,
        queue,
        group,
        answer.code(),
        answer.remark());
  }

  @Override
  public void doubt(MessageQueue queue) {
    table.doubt(queue);
  }

  @Override
  public void remove(MessageQueue queue) {
    table.remove(queue);
  }

  @Override
  public Map<MessageQueue, Long> all(String topic) {
    return table.all(topic);
  }
}
