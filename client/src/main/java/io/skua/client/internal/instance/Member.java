package io.skua.client.internal.instance;

import io.skua.client.internal.transaction.TransactionCheck;
import io.skua.net.Exchange;
import io.skua.net.RequestRefused;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.util.List;
import java.util.Set;

/** A producer or consumer that belongs to a client instance. All methods are called on the loop. */
public interface Member {
  /** What a member is; a group may be there once as each. */
  enum Role {
    PRODUCER,
    CONSUMER
  }

  /** Returns what this member is. */
  Role role();

  /** Returns its group, with the namespace. */
  String group();

  /** Returns the topics whose routes it needs. */
  Set<String> topics();

  /** Returns what a consumer says of itself in heartbeats; empty for a producer. */
  default List<ConsumerData> subscriptions() {
    return List.of();
  }

  /** Keeps the offsets of a consumer: locally when it broadcasts, else on the broker. */
  default void persistOffsets() {}

  /** Takes or gives back queues. */
  default void rebalance() {}

  /** Adjusts the number of threads to the backlog. */
  default void adjustThreads() {}

  /** Says whether brokers may ask this member how transactions ended. */
  default boolean checksTransactions() {
    return false;
  }

  /**
   * Hears a broker's request to a consumer (protocol b 8), and answers it now or later.
   *
   * @param request a view that is valid during this call
   */
  default void asked(Frame request, Exchange exchange) {
    throw new RequestRefused(ResponseCode.SYSTEM_ERROR, group() + " does not answer that");
  }

  /** Hears a broker's question how a transaction ended, and hands it over to another thread. */
  default void check(TransactionCheck question) {}
}
