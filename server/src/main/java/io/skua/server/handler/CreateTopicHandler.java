package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Names;
import io.skua.server.broker.SystemTopics;
import io.skua.server.broker.Topics;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigList;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CreateTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes or changes topics: requests 17 and 18 (protocol B 12.4, 12.7). On the loop. */
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
    if (request.code() == RequestCode.CREATE_TOPIC_LIST) {
      List<TopicConfig> asked =
          TopicConfigList.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength())
              .topics();
      List<TopicConfig> made = new ArrayList<>();
      for (TopicConfig topic : asked) {
        made.add(checked(topic, topic.attributes()));
      }
      made.forEach(topics::put); // All are good, or none is made.
    } else {
      CreateTopic asked = request.header(CreateTopic.WIRE);
      topics.put(checked(config(asked), changes(asked.attributes())));
    }
    announced.get().thenRun(() -> exchange.reply(Frame.success()));
  }

  private static TopicConfig config(CreateTopic asked) {
    Integer sysFlag = asked.topicSysFlag();
    return new TopicConfig(
        asked.topic(),
        asked.readQueueNums(),
        asked.writeQueueNums(),
        asked.perm(),
        asked.topicFilterType().equals(TopicConfig.FilterType.MULTI_TAG.name())
            ? TopicConfig.FilterType.MULTI_TAG
            : TopicConfig.FilterType.SINGLE_TAG,
        sysFlag == null ? 0 : sysFlag,
        asked.order(),
        new TreeMap<>());
  }

  /** Checks a topic and returns it with the attributes of now, changed as is asked. */
  private TopicConfig checked(TopicConfig asked, SortedMap<String, String> changes) {
    String name = asked.topicName();
    String fault = Names.topicFault(name);
    if (fault == null && SystemTopics.is(name, identity)) {
      fault = "The topic[" + name + "] is conflict with system topic.";
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
    return new TopicConfig(
        name,
        asked.readQueueNums(),
        asked.writeQueueNums(),
        asked.perm(),
        asked.filterType(),
        asked.sysFlag(),
        asked.order(),
        attributes(name, changes));
  }

  /** Reads {@code +name=value} and {@code -name}, with commas between them. */
  private static SortedMap<String, String> changes(@Nullable String text) {
    SortedMap<String, String> changes = new TreeMap<>();
    if (text != null && !text.isBlank()) {
      for (String change : text.split(",", -1)) {
        int equals = change.indexOf('=');
        boolean valued = equals > 1;
        changes.put(
            valued ? change.substring(0, equals) : change,
            valued ? change.substring(equals + 1) : "");
      }
    }
    return changes;
  }

  private SortedMap<String, String> attributes(String topic, SortedMap<String, String> changes) {
    TopicConfig known = topics.find(topic);
    SortedMap<String, String> attributes =
        new TreeMap<>(known == null ? new TreeMap<>() : known.attributes());
    changes.forEach(
        (change, value) -> {
          if (change.startsWith("-") && change.length() > 1) {
            attributes.remove(change.substring(1));
          } else if (change.startsWith("+") && change.length() > 1 && !value.isEmpty()) {
            put(attributes, change.substring(1), value);
          } else {
            throw invalid("The attribute " + change + " is neither +name=value nor -name.");
          }
        });
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
