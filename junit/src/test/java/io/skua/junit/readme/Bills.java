package io.skua.junit.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skua.client.consumer.listener.ConsumeConcurrentlyContext;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.common.message.MessageExt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The consumer of the README. */
final class Bills implements MessageListenerConcurrently {
  private final List<String> articles = new CopyOnWriteArrayList<>();

  @Override
  public ConsumeConcurrentlyStatus consumeMessage(
      List<MessageExt> messages, ConsumeConcurrentlyContext context) {
    for (MessageExt message : messages) {
      articles.add(new String(message.getBody(), UTF_8));
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
  }

  List<String> articles() {
    return articles;
  }
}
