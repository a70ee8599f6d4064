package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.send.MessageEncoder;
import io.skua.client.internal.send.SendPlan;
import io.skua.common.MixAll;
import io.skua.common.compression.CompressionType;
import io.skua.common.topic.TopicValidator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the inner producer sends, through which consumers give messages back. */
record InnerPlan(ConsumerSettings settings) implements SendPlan, MessageEncoder.Rules {
  private static final int ATTEMPTS = 3;

  @Override
  public String group() {
    return MixAll.CLIENT_INNER_PRODUCER_GROUP;
  }

  @Override
  public String defaultTopic() {
    return TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC;
  }

  // As brokers make retry topics, when a member's first heartbeat comes (protocol b 2.3). The
  // broker may have made it before its name servers know: it refuses every queue but the first.
  @Override
  public int newQueues() {
    return 1;
  }

  @Override
  public long attemptMillis() {
    return -1;
  }

  @Override
  public int attempts(@Nullable QueueChoice choice) {
    return ATTEMPTS;
  }

  @Override
  public Set<Integer> retryCodes(@Nullable QueueChoice choice) {
    return Set.of();
  }

  @Override
  public boolean retryNotStored() {
    return false;
  }

  @Override
  public boolean latencyFaults() {
    return false;
  }

  @Override
  public boolean vip() {
    return false;
  }

  @Override
  public boolean unitMode() {
    return settings.unitMode();
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public boolean oneWay() {
    return false;
  }

  @Override
  public int compressFrom() {
    return 4096;
  }

  @Override
  public int compressLevel() {
    return 5;
  }

  @Override
  public CompressionType compressType() {
    return CompressionType.ZLIB;
  }

  // The names are with their namespace already, and a property that says so again is not added.
  @Override
  public @Nullable String namespace() {
    return null;
  }
}
