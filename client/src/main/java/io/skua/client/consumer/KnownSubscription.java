package io.skua.client.consumer;

import io.skua.remoting.protocol.heartbeat.SubscriptionData;
import java.util.HashSet;

/** A subscription as users of the RocketMQ client know it. */
final class KnownSubscription {
  private KnownSubscription() {}

  /** Returns a copy of what brokers are told. */
  static SubscriptionData of(io.skua.wire.body.SubscriptionData told) {
    SubscriptionData known = new SubscriptionData(told.topic(), told.expression());
    known.setTagsSet(new HashSet<>(told.tags()));
    known.setCodeSet(new HashSet<>(told.codes()));
    known.setSubVersion(told.version());
    known.setExpressionType(told.expressionType());
    known.setClassFilterMode(told.classFilterMode());
    return known;
  }
}
