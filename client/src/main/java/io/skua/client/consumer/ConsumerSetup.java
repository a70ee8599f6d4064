package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.Validators;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.consume.member.ConsumerMember;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.metrics.ClientListener;
import io.skua.common.MixAll;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the starts of consumers of all kinds have in common. */
final class ConsumerSetup {
  private static final int LONGEST_GROUP = 120; // protocol B 1.5
  private static final Duration SEND_BACK = Duration.ofSeconds(15);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private ConsumerSetup() {}

  static MQClientException wrong(String what) {
    return new MQClientException(what, null);
  }

  static void checkGroup(String group) throws MQClientException {
    Validators.checkGroup(group);
    if (group.length() > LONGEST_GROUP) {
      throw wrong("the consumer group " + group + " is longer than " + LONGEST_GROUP);
    }
    if (group.equals(MixAll.DEFAULT_CONSUMER_GROUP)) {
      throw wrong(
          "consumerGroup can not equal "
              + MixAll.DEFAULT_CONSUMER_GROUP
              + ", please specify another one.");
    }
  }

  /** Checks what consumers that pull themselves have in common (protocol B 1.5). */
  static void checkPulling(
      @Nullable MessageModel model,
      @Nullable AllocateMessageQueueStrategy strategy,
      long suspendMillis,
      long timeoutMillis)
      throws MQClientException {
    if (model == null) {
      throw wrong("messageModel is null");
    }
    if (strategy == null) {
      throw wrong("allocateMessageQueueStrategy is null");
    }
    if (timeoutMillis < suspendMillis) {
      throw wrong(
          "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than"
              + " brokerSuspendMaxTimeMillis; they are "
              + timeoutMillis
              + " and "
              + suspendMillis);
    }
  }

  /** Returns the settings of the client; gives a member of a cluster a name of its own. */
  static ClientSettings client(ClientConfig config, MessageModel model, @Nullable RPCHook hook)
      throws MQClientException {
    if (model == MessageModel.CLUSTERING) {
      config.changeInstanceNameToPID();
    }
    try {
      return Settings.of(config, hook);
    } catch (IllegalArgumentException e) {
      throw new MQClientException(e.getMessage(), e);
    }
  }

  /** Has the listener of a consumer that was just started hear of its connections and group. */
  static void listen(ClientConfig config, ConsumerMember<?> member) throws MQClientException {
    ClientListener listener = config.getClientListener();
    if (listener != null) {
      member.running().listen(listener);
    }
  }

  static String halfAnHourAgo(Clock clock) {
    return TIMESTAMP.format(
        LocalDateTime.ofInstant(
            Instant.ofEpochMilli(clock.wallMillis()).minus(HALF_AN_HOUR), ZoneId.systemDefault()));
  }

  /** Returns the time that a consumer's timestamp means, in milliseconds since 1970. */
  static long millis(String consumeTimestamp) throws MQClientException {
    try {
      return LocalDateTime.parse(consumeTimestamp, TIMESTAMP)
          .atZone(ZoneId.systemDefault())
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new MQClientException(
          "consumeTimestamp is invalid, the valid format is yyyyMMddHHmmss,but received "
              + consumeTimestamp,
          e);
    }
  }

  /** Waits for what brokers say; {@code failed} tells what could not be done. */
  static <T> T await(Platform platform, CompletableFuture<T> answer, Duration atMost, String failed)
      throws MQClientException {
    try {
      return platform.await(answer, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MQClientException(failed, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new MQClientException(failed, e);
    }
  }

  /** Waits until a message has been given back. */
  static void givenBack(Platform platform, MessageExt message, CompletableFuture<Boolean> sent)
      throws MQClientException {
    String failed = "the message " + message.getMsgId() + " was not given back";
    if (!await(platform, sent, SEND_BACK, failed)) {
      throw wrong(failed + ": no broker took it; the log says why");
    }
  }

  /** Returns queues as the application knows them. */
  static Set<MessageQueue> withoutNamespace(ClientConfig config, Collection<MessageQueue> queues) {
    Set<MessageQueue> known = new HashSet<>();
    for (MessageQueue queue : queues) {
      known.add(
          new MessageQueue(
              config.withoutNamespace(queue.getTopic()),
              queue.getBrokerName(),
              queue.getQueueId()));
    }
    return known;
  }

  /** Returns queues as the servers know them. */
  static Set<MessageQueue> withNamespace(ClientConfig config, Collection<MessageQueue> queues) {
    Set<MessageQueue> known = new HashSet<>();
    for (MessageQueue queue : queues) {
      known.add(config.queueWithNamespace(queue));
    }
    return known;
  }
}
