package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.MQAdmin;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.producer.SendResult;
import io.skua.client.trace.TraceContext;
import io.skua.client.trace.TraceDataEncoder;
import io.skua.client.trace.TraceType;
import io.skua.common.message.MessageExt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What sees messages being consumed: hooks, and traces in their topic. */
final class Watching {
  private static final String TRACES = "RMQ_SYS_TRACE_TOPIC";
  private static final int MOST_FOUND = 32;

  private Watching() {}

  static List<Case> cases() {
    return List.of(
        Case.of("consume-hook", Watching::success),
        Case.of("consume-hook-sees-a-failure", Watching::failure),
        Case.of("consume-hook-sees-what-is-thrown", Watching::thrown),
        Case.of("consume-hook-that-throws", Watching::badHook),
        Case.of("consumer-trace", Watching::trace));
  }

  /** Keeps what it is called with. */
  private static class Hook implements ConsumeMessageHook {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> types = new CopyOnWriteArrayList<>();

    @Override
    public String hookName() {
      return "hook";
    }

    @Override
    public void consumeMessageBefore(ConsumeMessageContext context) {
      calls.add("before " + told(context));
    }

    @Override
    public void consumeMessageAfter(ConsumeMessageContext context) {
      calls.add("after " + told(context) + " " + context.isSuccess() + " " + context.getStatus());
      types.add(context.getProps().get("ConsumeContextType"));
    }

    private static String told(ConsumeMessageContext context) {
      return context.getConsumerGroup()
          + " "
          + context.getMq().getTopic()
          + " "
          + Inbox.text(context.getMsgList().get(0));
    }
  }

  /** Consumes one message with a hook, and answers so. */
  private static void watch(Stage stage, Hook hook, Inbox.Answer answer) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.registerConsumeMessageHook(hook);
    consumer.setMaxReconsumeTimes(0);
    consumer.subscribe(stage.topic(), "*");
    consumer.registerMessageListener(new Inbox().answering(answer));
    consumer.start();
    stage.send("m");
    stage.awaitCommitted(0, 1);
  }

  private static String told(Stage stage) {
    return stage.group() + " " + stage.topic() + " m";
  }

  private static void success(Stage stage) throws Exception {
    Hook hook = new Hook();
    watch(stage, hook, (deliveries, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
    assertThat(hook.calls)
        .containsExactly("before " + told(stage), "after " + told(stage) + " true CONSUME_SUCCESS");
    assertThat(hook.types).containsExactly("SUCCESS");
  }

  private static void failure(Stage stage) throws Exception {
    Hook hook = new Hook();
    watch(stage, hook, (deliveries, context) -> ConsumeConcurrentlyStatus.RECONSUME_LATER);
    assertThat(hook.calls)
        .containsExactly(
            "before " + told(stage), "after " + told(stage) + " false RECONSUME_LATER");
    assertThat(hook.types).containsExactly("FAILED");
  }

  private static void thrown(Stage stage) throws Exception {
    Hook hook = new Hook();
    watch(
        stage,
        hook,
        (deliveries, context) -> {
          throw new Inbox.Refusal(null);
        });
    assertThat(hook.calls)
        .containsExactly(
            "before " + told(stage), "after " + told(stage) + " false RECONSUME_LATER");
    assertThat(hook.types).containsExactly("EXCEPTION");
  }

  private static void badHook(Stage stage) throws Exception {
    Hook hook =
        new Hook() {
          @Override
          public void consumeMessageBefore(ConsumeMessageContext context) {
            super.consumeMessageBefore(context);
            throw new Inbox.Refusal(null);
          }
        };
    watch(stage, hook, (deliveries, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
    assertThat(hook.calls).hasSize(2);
  }

  private static void trace(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setEnableTrace(true);
    Inbox inbox = stage.consumeAll(consumer);
    SendResult sent = stage.send("traced", "T");
    inbox.await("traced");
    MQAdmin admin = stage.sender();
    Set<TraceType> types = new HashSet<>();
    Stage.await(
        "what the consumer traces",
        () -> {
          try {
            for (MessageExt stored :
                admin
                    .queryMessage(TRACES, sent.getMsgId(), MOST_FOUND, 0, Long.MAX_VALUE)
                    .getMessageList()) {
              for (TraceContext trace :
                  TraceDataEncoder.decoderFromTraceDataString(Inbox.text(stored))) {
                types.add(trace.getTraceType());
                if (trace.getTraceType() == TraceType.SubBefore) {
                  assertThat(trace.getGroupName()).isEqualTo(stage.group());
                }
                assertThat(trace.getTraceBeans().get(0).getMsgId()).isEqualTo(sent.getMsgId());
              }
            }
          } catch (MQClientException e) {
            return false; // Not in the index yet.
          }
          return types.containsAll(Set.of(TraceType.SubBefore, TraceType.SubAfter));
        });
  }
}
