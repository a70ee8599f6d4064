package io.skua.server.admin;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.store.MessageStore;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CloneGroupOffsets;
import io.skua.wire.header.GetConsumeTimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says how far groups are in times, and gives a group the offsets of another one: requests 303 and
 * 314 (protocol b 12.6). On the loop.
 */
public final class ProgressRequests implements RequestHandler {
  private final Topics topics;
  private final Groups groups;
  private final Offsets offsets;
  private final MessageStore store;
  private final Identity identity;
  private final Clock clock;

  /** Makes the handler. */
  public ProgressRequests(
      Topics topics,
      Groups groups,
      Offsets offsets,
      MessageStore store,
      Identity identity,
      Clock clock) {
    this.topics = topics;
    this.groups = groups;
    this.offsets = offsets;
    this.store = store;
    this.identity = identity;
    this.clock = clock;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  public void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.GET_CONSUME_TIME_SPAN, this)
        .on(RequestCode.CLONE_GROUP_OFFSETS, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    exchange.reply(
        switch (request.code()) {
          case RequestCode.GET_CONSUME_TIME_SPAN -> spans(request.header(GetConsumeTimeSpan.WIRE));
          case RequestCode.CLONE_GROUP_OFFSETS -> copy(request.header(CloneGroupOffsets.WIRE));
          default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
        });
  }

  private Frame spans(GetConsumeTimeSpan asked) {
    TopicConfig topic = topic(asked.topic(), "topic[" + asked.topic() + "] not exist");
    List<ConsumeTimeSpans.Span> spans = new ArrayList<>();
    for (int id = 0; id < topic.writeQueueNums(); id++) {
      spans.add(span(asked.group(), asked.topic(), id));
    }
    return Frame.success().withBody(new ConsumeTimeSpans(spans).write());
  }

  private ConsumeTimeSpans.Span span(String group, String topic, int id) {
    long first = store.earliestTime(topic, id);
    long last = store.storeTime(topic, id, store.maxOffset(topic, id) - 1);
    long consumed = Math.max(0, offsets.find(group, topic, id));
    long next = store.storeTime(topic, id, consumed);
    return new ConsumeTimeSpans.Span(
        name(topic, id),
        first,
        last,
        consumed > 0 ? store.storeTime(topic, id, consumed - 1) : first,
        next < 0 ? 0 : Math.max(0, clock.wallMillis() - next));
  }

  private Frame copy(CloneGroupOffsets asked) {
    group(asked.destGroup());
    String one = asked.topic();
    Set<String> wanted =
        one == null || one.isEmpty() ? offsets.topics(asked.srcGroup()) : Set.of(one);
    for (String topic : wanted) {
      if (topics.find(topic) != null) {
        offsets.copy(asked.srcGroup(), asked.destGroup(), topic);
      }
    }
    return Frame.success();
  }

  private TopicConfig topic(String name, String remark) {
    TopicConfig topic = topics.find(name);
    if (topic == null) {
      throw new RequestRefused(ResponseCode.TOPIC_NOT_EXIST, remark);
    }
    return topic;
  }

  private void group(String name) {
    if (groups.find(name) == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + name + " does not exist");
    }
  }

  private QueueName name(String topic, int queueId) {
    return new QueueName(topic, identity.broker(), queueId);
  }
}
