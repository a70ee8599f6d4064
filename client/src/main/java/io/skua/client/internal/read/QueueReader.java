package io.skua.client.internal.read;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.MixAll;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.wire.MalformedException;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PullMessage;
import io.skua.wire.header.PullMessageResult;
import io.skua.wire.message.MessageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads queues at any offset without being a consumer: no heartbeat, no group of its own, nothing
 * that a broker remembers. Each request carries its subscription and the group of the tools, which
 * every broker knows (protocol b 4.1). Thread-safe.
 */
public final class QueueReader {
  /** The most messages that a broker gives at once (protocol b 4.2). */
  public static final int MOST = 32;

  private static final String EVERYTHING = "*";
  private static final String TAG = "TAG";

  private final ClientInstance instance;
  private final String expressionType;
  private final String expression;

  /**
   * Makes a reader of all messages.
   *
   * @param instance a running one, which the reader does not close
   */
  public QueueReader(ClientInstance instance) {
    this(instance, TAG, EVERYTHING);
  }

  /**
   * Makes a reader of the messages that brokers choose by an expression. Brokers compare hashes of
   * tags only, so that others may come among them.
   *
   * @param instance a running one, which the reader does not close
   * @param expressionType TAG or SQL92
   */
  public QueueReader(ClientInstance instance, String expressionType, String expression) {
    this.instance = instance;
    this.expressionType = expressionType;
    this.expression = expression;
  }

  /**
   * What a broker had at an offset.
   *
   * @param messages the messages from there on, in order; empty when there are none
   * @param next where to read on
   * @param min the offset of the first message of the queue
   * @param max the offset behind its last
   */
  public record Slice(List<MessageExt> messages, long next, long min, long max) {}

  /**
   * Reads a queue from an offset; does not wait for messages that are yet to come.
   *
   * @param queue with the topic as the servers know it
   * @return fails with the exception that the public API would throw, or with {@link
   *     MalformedException} when a message is damaged or compressed in a way that is not known
   */
  public CompletableFuture<Slice> read(MessageQueue queue, long offset) {
    return await(queue, offset, Duration.ZERO);
  }

  /**
   * As {@link #read}, but the broker waits with its answer until there is a message, or the time is
   * over.
   *
   * @param atMost how long the broker may wait; a part of a millisecond counts for nothing
   */
  public CompletableFuture<Slice> await(MessageQueue queue, long offset, Duration atMost) {
    return master(queue).thenCompose(broker -> pull(broker, queue, offset, atMost));
  }

  private CompletableFuture<Address> master(MessageQueue queue) {
    Address known = instance.routes().table().master(queue.getBrokerName());
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    return instance
        .routes()
        .refresh(queue.getTopic())
        .thenApply(
            route -> {
              Address found = instance.routes().table().master(queue.getBrokerName());
              if (found == null) {
                throw new IllegalStateException(
                    "no master of broker "
                        + queue.getBrokerName()
                        + " is in the route of "
                        + queue.getTopic()
                        + "; check that it runs: "
                        + route);
              }
              return found;
            });
  }

  private CompletableFuture<Slice> pull(
      Address broker, MessageQueue queue, long offset, Duration atMost) {
    long millis = atMost.toMillis();
    PullMessage pull =
        new PullMessage(
            MixAll.TOOLS_CONSUMER_GROUP,
            queue.getTopic(),
            queue.getQueueId(),
            offset,
            MOST,
            PullMessage.SUBSCRIPTION | (millis > 0 ? PullMessage.SUSPEND : 0),
            0,
            millis,
            expression,
            0,
            expressionType,
            Integer.MAX_VALUE,
            null,
            null,
            queue.getBrokerName());
    return instance
        .links()
        .call(
            broker,
            Frame.request(RequestCode.PULL_MESSAGE, PullMessage.WIRE, pull),
            instance.apiTimeout().plus(atMost),
            response -> answer(broker, response))
        .exceptionally(QueueReader::explain)
        // The loop only copies; checking and inflating are work for others.
        .thenApplyAsync(answer -> answer.slice(queue.getBrokerName()), instance.callbacks());
  }

  private static Answer explain(Throwable failure) {
    throw new CompletionException(failure instanceof NetException net ? Failures.of(net) : failure);
  }

  private record Answer(PullMessageResult bounds, List<MessageRecord> records) {
    Slice slice(String brokerName) {
      List<MessageExt> messages = new ArrayList<>(records.size());
      for (MessageRecord stored : records) {
        MessageExt message = MessageDecoder.decode(stored);
        message.setBrokerName(brokerName);
        messages.add(message);
      }
      return new Slice(messages, bounds.nextBeginOffset(), bounds.minOffset(), bounds.maxOffset());
    }
  }

  // Codes of protocol b 4.2; the three without messages say where to go on all the same.
  private static Answer answer(Address broker, Frame response) {
    return switch (response.code()) {
      case ResponseCode.SUCCESS ->
          new Answer(response.header(PullMessageResult.WIRE), records(response.bodyBytes()));
      case ResponseCode.PULL_NOT_FOUND,
          ResponseCode.PULL_RETRY_IMMEDIATELY,
          ResponseCode.PULL_OFFSET_MOVED ->
          new Answer(response.header(PullMessageResult.WIRE), List.of());
      default ->
          throw new CompletionException(
              new MQBrokerException(response.code(), response.remark(), broker.toString()));
    };
  }

  private static List<MessageRecord> records(byte[] body) {
    return MessageRecord.parseAll(body, 0, body.length);
  }
}
