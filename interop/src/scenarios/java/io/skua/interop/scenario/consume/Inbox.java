package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.listener.ConsumeConcurrentlyContext;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyContext;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.common.message.MessageExt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What listeners were given or polls returned, in the order in which it came. Thread-safe. */
final class Inbox {
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();

  /**
   * One message of one call.
   *
   * @param text its body
   * @param times how often it had failed when it came: the message itself may change
   * @param message the message
   * @param nanoTime when it came, as {@link System#nanoTime} says
   */
  record Delivery(String text, int times, MessageExt message, long nanoTime) {
    private static Delivery of(MessageExt message) {
      return new Delivery(
          Inbox.text(message), message.getReconsumeTimes(), message, System.nanoTime());
    }
  }

  /** What a listener for messages in any order says. */
  @FunctionalInterface
  interface Answer {
    /** Says it. */
    @Nullable ConsumeConcurrentlyStatus to(
        List<Delivery> deliveries, ConsumeConcurrentlyContext context) throws Exception;
  }

  /** What a listener for messages in order says. */
  @FunctionalInterface
  interface OrderlyAnswer {
    /** Says it. */
    @Nullable ConsumeOrderlyStatus to(List<Delivery> deliveries, ConsumeOrderlyContext context)
        throws Exception;
  }

  /** What a listener throws. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(@Nullable Throwable cause) {
      super("as the scenario wants it", cause);
    }
  }

  /** The text of a message. */
  static String text(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  /** A listener that takes all that comes. */
  MessageListenerConcurrently taking() {
    return answering((deliveries, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
  }

  /** A listener that keeps what comes, and then answers. */
  MessageListenerConcurrently answering(Answer answer) {
    return (messages, context) -> {
      List<Delivery> taken = take(messages);
      try {
        return answer.to(taken, context);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new Refusal(e);
      }
    };
  }

  /** The same in order. */
  MessageListenerOrderly takingInOrder() {
    return answeringInOrder((deliveries, context) -> ConsumeOrderlyStatus.SUCCESS);
  }

  /** The same in order. */
  MessageListenerOrderly answeringInOrder(OrderlyAnswer answer) {
    return (messages, context) -> {
      List<Delivery> taken = take(messages);
      try {
        return answer.to(taken, context);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new Refusal(e);
      }
    };
  }

  /** Keeps what came with one call. */
  synchronized List<Delivery> take(List<MessageExt> messages) {
    List<Delivery> taken = messages.stream().map(Delivery::of).toList();
    deliveries.addAll(taken);
    batches.add(taken.size());
    return taken;
  }

  synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** How many messages each call was given. */
  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  List<String> texts() {
    return deliveries().stream().map(Delivery::text).toList();
  }

  /** How often messages with a text had failed when they came. */
  List<Integer> times(String text) {
    return deliveries().stream()
        .filter(delivery -> delivery.text().equals(text))
        .map(Delivery::times)
        .toList();
  }

  /** Waits for so many deliveries. */
  List<Delivery> await(int count) {
    Stage.await(count + " deliveries", () -> deliveries().size() >= count);
    return deliveries();
  }

  /** Waits for the first message with a text. */
  MessageExt await(String text) {
    Stage.await("a message " + text, () -> texts().contains(text));
    return deliveries().stream()
        .filter(delivery -> delivery.text().equals(text))
        .findFirst()
        .orElseThrow()
        .message();
  }

  /** Waits for exactly these texts, in any order. */
  void awaitExactly(String... expected) {
    await(expected.length);
    assertThat(texts()).containsExactlyInAnyOrder(expected);
  }

  /** Waits for exactly these texts, in this order. */
  void awaitInOrder(String... expected) {
    await(expected.length);
    assertThat(texts()).containsExactly(expected);
  }
}
