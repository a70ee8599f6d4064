package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Topics;
import io.skua.store.MessageStore;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ConsumeMessageDirectly;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Has a client consume one message now: request 309 (protocol B 8). On the loop. */
public final class ConsumeDirectlyHandler implements RequestHandler {
  private final ClientCalls calls;
  private final MessageStore store;
  private final Topics topics;
  private final Groups groups;
  private final Identity identity;

  /** Makes the handler. */
  public ConsumeDirectlyHandler(
      ClientCalls calls, MessageStore store, Topics topics, Groups groups, Identity identity) {
    this.calls = calls;
    this.store = store;
    this.topics = topics;
    this.groups = groups;
    this.identity = identity;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    ConsumeMessageDirectly asked = request.header(ConsumeMessageDirectly.WIRE);
    ConsumeMessageDirectly passedOn =
        new ConsumeMessageDirectly(
            asked.consumerGroup(),
            asked.clientId(),
            asked.messageId(),
            identity.broker(),
            asked.topic(),
            topicFlag(asked),
            groupFlag(asked));
    Frame question =
        Frame.request(request.code(), ConsumeMessageDirectly.WIRE, passedOn)
            .withBody(message(asked));
    calls.ask(asked.consumerGroup(), asked.clientId(), question, exchange);
  }

  private byte[] message(ConsumeMessageDirectly asked) {
    String id = asked.messageId();
    MessageRecord message =
        id == null
            ? null
            : Origins.find(
                store, OffsetMessageId.parse(id).logOffset(), asked.consumerGroup(), asked.topic());
    if (message == null) {
      throw Refusals.error("there is no message with the id " + id + " in topic " + asked.topic());
    }
    return Arrays.copyOfRange(message.array(), message.start(), message.start() + message.size());
  }

  private @Nullable Integer topicFlag(ConsumeMessageDirectly asked) {
    String name = asked.topic();
    TopicConfig topic = name == null ? null : topics.find(name);
    return topic == null ? asked.topicSysFlag() : Integer.valueOf(topic.sysFlag());
  }

  private @Nullable Integer groupFlag(ConsumeMessageDirectly asked) {
    SubscriptionGroup group = groups.find(asked.consumerGroup());
    return group == null ? asked.groupSysFlag() : Integer.valueOf(group.groupSysFlag());
  }
}
