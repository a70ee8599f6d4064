package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Names;
import io.skua.server.broker.SystemTopics;
import io.skua.server.broker.Topics;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CreateTopic;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes or changes a topic: request 17 (protocol B 12.4, 12.7). On the loop. */
public final class CreateTopicHandler implements RequestHandler {
  private final Topics topics;
  private final Identity identity;
  private final Supplier<CompletableFuture<Void>> announced;

  /**
   * Makes the handler.
   *
   * @param announced what completes when name servers know the topics of now: then comes the answer
   */
  public CreateTopicHandler(
      Topics topics, Identity identity, Supplier<CompletableFuture<Void>> announced) {
    this.topics = topics;
    this.identity = identity;
    this.announced = announced;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    CreateTopic asked = request.header(CreateTopic.WIRE);
    String fault = Names.topicFault(asked.topic());
    if (fault == null && SystemTopics.is(asked.topic(), identity)) {
      fault = "The topic[" + asked.topic() + "] is conflict with system topic.";
    }
    if (fault == null && (asked.perm() < 0 || asked.perm() > 7)) {
      fault = "The permission " + asked.perm() + " is not in 0 to 7.";
    }
    if (fault == null && (asked.readQueueNums() < 0 || asked.writeQueueNums() < 0)) {
      fault = "The numbers of queues must not be negative.";
    }
    if (fault != null) {
      throw invalid(fault);
    }
    Integer sysFlag = asked.topicSysFlag();
    topics.put(
        new TopicConfig(
            asked.topic(),
            asked.readQueueNums(),
            asked.writeQueueNums(),
            asked.perm(),
            asked.topicFilterType().equals(TopicConfig.FilterType.MULTI_TAG.name())
                ? TopicConfig.FilterType.MULTI_TAG
                : TopicConfig.FilterType.SINGLE_TAG,
            sysFlag == null ? 0 : sysFlag,
            asked.order(),
            attributes(asked)));
    announced.get().thenRun(() -> exchange.reply(Frame.success()));
  }

  /** Takes {@code +name=value} and {@code -name}, with commas between them. */
  private SortedMap<String, String> attributes(CreateTopic asked) {
    TopicConfig known = topics.find(asked.topic());
    SortedMap<String, String> attributes =
        new TreeMap<>(known == null ? new TreeMap<>() : known.attributes());
    String changes = asked.attributes();
    if (changes == null || changes.isBlank()) {
      return attributes;
    }
    for (String change : changes.split(",", -1)) {
      int equals = change.indexOf('=');
      if (change.startsWith("-") && change.length() > 1) {
        attributes.remove(change.substring(1));
      } else if (change.startsWith("+") && equals > 1) {
        put(attributes, change.substring(1, equals), change.substring(equals + 1));
      } else {
        throw invalid("The attribute " + change + " is neither +name=value nor -name.");
      }
    }
    return attributes;
  }

  private static void put(SortedMap<String, String> attributes, String name, String value) {
    @Nullable String only =
        switch (name) {
          case "queue.type" -> "SimpleCQ";
          case "cleanup.policy" -> "DELETE";
          default -> null;
        };
    if (only != null && !only.equals(value)) {
      throw invalid(
          "This server does not do " + name + "=" + value + " yet; it can be " + only + ".");
    }
    attributes.put(name, value);
  }

  private static RequestRefused invalid(String remark) {
    return new RequestRefused(ResponseCode.INVALID_PARAMETER, remark);
  }
}
