package io.skua.testkit;

import io.skua.client.internal.instance.Member;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.SubscriptionData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** A consumer that notes when it is asked to do what. */
final class FakeConsumer implements Member {
  final List<Long> persisted = new ArrayList<>();
  final List<Long> rebalanced = new ArrayList<>();
  final List<Long> adjusted = new ArrayList<>();
  String topic = "TopicTest";
  long version = 1;
  boolean failing;
  private final String group;
  private final LongSupplier millis;

  FakeConsumer(String group, LongSupplier millis) {
    this.group = group;
    this.millis = millis;
  }

  @Override
  public Role role() {
    return Role.CONSUMER;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public Set<String> topics() {
    return Set.of(topic);
  }

  @Override
  public List<ConsumerData> subscriptions() {
    SubscriptionData subscription =
        new SubscriptionData(topic, "*", new TreeSet<>(), new TreeSet<>(), version, "TAG", false);
    return List.of(
        new ConsumerData(
            group,
            ConsumeType.CONSUME_PASSIVELY,
            MessageModel.CLUSTERING,
            ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
            List.of(subscription),
            false));
  }

  private void note(List<Long> moments) {
    moments.add(millis.getAsLong());
    if (failing) {
      throw new IllegalStateException("this consumer fails");
    }
  }

  @Override
  public void persistOffsets() {
    note(persisted);
  }

  @Override
  public void rebalance() {
    note(rebalanced);
  }

  @Override
  public void adjustThreads() {
    note(adjusted);
  }
}
