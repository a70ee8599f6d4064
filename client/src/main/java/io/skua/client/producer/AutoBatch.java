package io.skua.client.producer;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.batch.Accumulator;
import io.skua.client.internal.batch.BatchSettings;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.common.ServiceState;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The doors of a producer whose messages gather into batches. What may not share a batch, and what
 * finds no room, goes through the doors of the {@link Sender}. Thread-safe.
 */
final class AutoBatch {
  private final DefaultMQProducer producer;
  private final ProducerMember member;
  private final Sender sender;
  private final BatchSettings settings = new BatchSettings();
  private volatile @Nullable Accumulator accumulator; // made by the first message

  AutoBatch(DefaultMQProducer producer, ProducerMember member, Sender sender) {
    this.producer = producer;
    this.member = member;
    this.sender = sender;
  }

  BatchSettings settings() {
    return settings;
  }

  SendResult sync(@Nullable Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    CompletableFuture<SendResult> gathered = gather(sender.checked(message, queue), queue);
    return gathered == null
        ? sender.sync(message, queue, producer.getSendMsgTimeout())
        : sender.awaitSent(gathered, settings.maxDelayMillis());
  }

  CompletableFuture<SendResult> async(
      @Nullable Message message, @Nullable MessageQueue queue, @Nullable SendCallback callback) {
    CompletableFuture<SendResult> gathered;
    try {
      gathered = gather(sender.checked(message, queue), queue);
    } catch (MQClientException | RuntimeException e) {
      AsyncSend.call(callback, null, e);
      return CompletableFuture.failedFuture(e);
    }
    if (gathered == null) {
      return sender.async(message, queue, producer.getSendMsgTimeout(), callback);
    }
    Sender.deliver(gathered, callback);
    return gathered;
  }

  private @Nullable CompletableFuture<SendResult> gather(
      Message message, @Nullable MessageQueue queue) throws MQClientException {
    Accumulator present = accumulator;
    return (present == null ? make() : present).add(message, queue);
  }

  private synchronized Accumulator make() throws MQClientException {
    Accumulator present = accumulator;
    if (present == null) {
      present =
          new Accumulator(
              member.running().loop(), settings, producer.getMaxMessageSize(), sender::admitted);
      accumulator = present;
    }
    return present;
  }

  /** Sends what has gathered, and waits for it as long as a send may take. */
  void close() {
    Accumulator present = accumulator;
    if (present == null || member.state() != ServiceState.RUNNING) {
      return;
    }
    try {
      long atMost = Sender.bounded(producer.getSendMsgTimeout());
      member.platform().await(present.close(), Duration.ofMillis(atMost));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // What has not ended yet fails with the producer, and its callers hear so.
    }
  }
}
