package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.common.message.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a consumer gets by their tags. All lie in one queue: when the last one has come,
 * those before it have been looked at.
 */
final class Tags {
  /** Two tags with one hash, by which brokers choose (protocol B 2.1). */
  private static final String ONE_OF_A_HASH = "Aa";

  private static final String OTHER_OF_A_HASH = "BB";
  private static final String NONE = "";

  private Tags() {}

  static List<Case> cases() {
    return List.of(
        chosen("tags-all", "*", "A", "B", "C", "none"),
        chosen("tags-null", null, "A", "B", "C", "none"),
        chosen("tags-empty", "", "A", "B", "C", "none"),
        chosen("tag-single", "A", "A").asSmoke(),
        chosen("tags-two", "A || B", "A", "B"),
        chosen("tags-without-blanks", "A||C", "A", "C"),
        chosen("tags-with-an-empty-one", "B || ", "B"),
        chosen("tag-of-no-message", "D"),
        Case.of("tags-of-one-hash", Tags::hash),
        Case.of("tags-by-selector", Tags::selector),
        Case.of("tags-of-no-selector", Tags::noSelector),
        Case.of("tags-of-a-map", Tags::map),
        Case.of("tags-differ-by-topic", Tags::byTopic),
        Case.of("tags-sent-with-each-pull", Tags::posted));
  }

  private static void send(Stage stage, @Nullable String last) throws Exception {
    for (String tag : List.of("A", "B", "C", NONE)) {
      if (tag.equals(NONE)) {
        stage.send("none");
      } else {
        stage.send(tag, tag);
      }
    }
    if (last != null) {
      stage.send("last", last);
    }
  }

  private static Case chosen(String name, @Nullable String expression, String... expected) {
    return Case.of(
        name,
        stage -> {
          stage.createTopic(1);
          boolean all = expected.length == 4;
          String last = all ? "A" : expected.length == 0 ? "D" : expected[0];
          send(stage, last);
          Inbox inbox = stage.consume(expression);
          inbox.await("last");
          assertThat(inbox.texts()).containsExactlyInAnyOrderElementsOf(withLast(expected));
        });
  }

  private static List<String> withLast(String... texts) {
    String[] all = Arrays.copyOf(texts, texts.length + 1);
    all[texts.length] = "last";
    return List.of(all);
  }

  /** The broker lets both pass; the client has to look. */
  private static void hash(Stage stage) throws Exception {
    assertThat(ONE_OF_A_HASH.hashCode()).isEqualTo(OTHER_OF_A_HASH.hashCode());
    stage.createTopic(1);
    stage.send("other", OTHER_OF_A_HASH);
    stage.send("one", ONE_OF_A_HASH);
    stage.consume(ONE_OF_A_HASH).awaitExactly("one");
  }

  private static void selector(Stage stage) throws Exception {
    stage.createTopic(1);
    send(stage, "B");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), MessageSelector.byTag("B"));
    stage.start(consumer).awaitExactly("B", "last");
  }

  private static void noSelector(Stage stage) throws Exception {
    stage.createTopic(1);
    send(stage, null);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), (MessageSelector) null);
    stage.start(consumer).awaitExactly("A", "B", "C", "none");
  }

  @SuppressWarnings("deprecation") // Old, and in use.
  private static void map(Stage stage) throws Exception {
    stage.createTopic(1);
    send(stage, "C");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setSubscription(Map.of(stage.topic(), "C"));
    stage.start(consumer).awaitExactly("C", "last");
  }

  private static void byTopic(Stage stage) throws Exception {
    String other = stage.otherTopic();
    stage.createTopic(1);
    stage.createTopic(other, 1);
    send(stage, "A");
    stage.send(new Message(other, "A", new byte[] {'a'}));
    stage.send(new Message(other, "B", new byte[] {'b'}));
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), "A");
    consumer.subscribe(other, "B");
    stage.start(consumer).awaitExactly("A", "last", "b");
  }

  private static void posted(Stage stage) throws Exception {
    stage.createTopic(1);
    send(stage, "B");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setPostSubscriptionWhenPull(true);
    consumer.subscribe(stage.topic(), "B");
    stage.start(consumer).awaitExactly("B", "last");
  }
}
