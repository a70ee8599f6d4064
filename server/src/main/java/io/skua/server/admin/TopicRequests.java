package io.skua.server.admin;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Names;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.SystemTopics;
import io.skua.server.broker.Topics;
import io.skua.store.MessageStore;
import io.skua.store.QueueRange;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicList;
import io.skua.wire.body.TopicStats;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.TopicOnly;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Deletes topics and says what they have: requests 202, 215, 305 and 316. On the loop. */
public final class TopicRequests implements RequestHandler {
  private static final double MINUTE_SECONDS = 60;

  private final Topics topics;
  private final Offsets offsets;
  private final MessageStore store;
  private final Arrivals arrivals;
  private final Identity identity;
  private final Consumer<String> withdraw;
  private final Supplier<CompletableFuture<Void>> announced;

  /**
   * Makes the handler.
   *
   * @param withdraw takes a topic out of the name server of this process
   * @param announced what completes when name servers know the topics of now: then comes the answer
   */
  public TopicRequests(
      Topics topics,
      Offsets offsets,
      MessageStore store,
      Arrivals arrivals,
      Identity identity,
      Consumer<String> withdraw,
      Supplier<CompletableFuture<Void>> announced) {
    this.topics = topics;
    this.offsets = offsets;
    this.store = store;
    this.arrivals = arrivals;
    this.identity = identity;
    this.withdraw = withdraw;
    this.announced = announced;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  public void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.GET_TOPIC_STATS, this)
        .on(RequestCode.DELETE_TOPIC_IN_BROKER, this)
        .on(RequestCode.GET_SYSTEM_TOPICS_FROM_BROKER, this)
        .on(RequestCode.CLEAN_UNUSED_TOPICS, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    switch (request.code()) {
      case RequestCode.GET_TOPIC_STATS -> stats(request, exchange);
      case RequestCode.DELETE_TOPIC_IN_BROKER -> delete(request, exchange);
      case RequestCode.GET_SYSTEM_TOPICS_FROM_BROKER -> systemTopics(exchange);
      case RequestCode.CLEAN_UNUSED_TOPICS -> cleanUnused(exchange);
      default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
    }
  }

  private void stats(Frame request, Exchange exchange) {
    String name = request.header(TopicOnly.WIRE).topic();
    TopicConfig topic = topics.find(name);
    if (topic == null) {
      throw new RequestRefused(ResponseCode.TOPIC_NOT_EXIST, "topic[" + name + "] not exist");
    }
    SortedMap<QueueName, TopicStats.Range> table = new TreeMap<>();
    int queues = Math.max(topic.readQueueNums(), topic.writeQueueNums());
    for (int id = 0; id < queues; id++) {
      long max = store.maxOffset(name, id);
      long last = Math.max(0, store.storeTime(name, id, max - 1));
      table.put(
          new QueueName(name, identity.broker(), id),
          new TopicStats.Range(store.minOffset(name, id), max, last));
    }
    double perSecond = arrivals.ofLastMinute(topic) / MINUTE_SECONDS;
    exchange.reply(Frame.success().withBody(new TopicStats(table, perSecond).write()));
  }

  private void delete(Frame request, Exchange exchange) {
    String name = request.header(TopicOnly.WIRE).topic();
    if (name.isBlank()) {
      throw new RequestRefused(ResponseCode.INVALID_PARAMETER, "The specified topic is blank.");
    }
    if (SystemTopics.is(name, identity)) {
      throw new RequestRefused(
          ResponseCode.INVALID_PARAMETER, "The topic[" + name + "] is conflict with system topic.");
    }
    for (String topic : withRetryTopics(name)) {
      delete(topic);
    }
    announced.get().thenRun(() -> exchange.reply(Frame.success()));
  }

  /** Adds the topics to which popped messages of a topic go back, both names (protocol B 7.2). */
  private Set<String> withRetryTopics(String name) {
    Set<String> all = new TreeSet<>(Set.of(name));
    for (String group : offsets.groups(name)) {
      for (String separator : List.of("_", "+")) {
        String retry = Names.RETRY + group + separator + name;
        if (topics.find(retry) != null) {
          all.add(retry);
        }
      }
    }
    return all;
  }

  /**
   * Deletes one topic, each step for good before the next one, so that what a crash leaves can be
   * deleted again. The offsets go first: with the offsets of its predecessor a new topic of the
   * name would lose messages.
   */
  private void delete(String topic) {
    offsets.removeTopic(topic);
    topics.remove(topic);
    withdraw.accept(topic);
    store.deleteTopic(topic);
  }

  private void systemTopics(Exchange exchange) {
    List<String> names = new ArrayList<>();
    for (String name : topics.table().topics().keySet()) {
      if (SystemTopics.is(name, identity)) {
        names.add(name);
      }
    }
    exchange.reply(Frame.success().withBody(new TopicList(names, null).write()));
  }

  /** Deletes the queues whose topics are gone: after a crash the log may bring them back. */
  private void cleanUnused(Exchange exchange) {
    Set<String> unused = new TreeSet<>();
    for (QueueRange queue : store.queues()) {
      if (topics.find(queue.topic()) == null && !SystemTopics.is(queue.topic(), identity)) {
        unused.add(queue.topic());
      }
    }
    unused.forEach(store::deleteTopic);
    exchange.reply(Frame.success());
  }
}
