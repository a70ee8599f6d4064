package io.skua.testkit;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.runtime.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where the messages of a group come from: a producer that notes what it was promised. */
final class MessageSource {
  private final ConsumedLog log;
  private final String topic;
  private final DefaultMQProducer producer;

  /** Makes it, and the topic. */
  MessageSource(
      VirtualTime time, LoopbackNetwork network, ConsumedLog log, String topic, int queues) {
    this.log = log;
    this.topic = topic;
    VirtualProcess process = new VirtualProcess(time, network, "10.0.0.5");
    this.producer =
        new DefaultMQProducer("shop", new ClientRegistry(process, all -> process.net()));
    producer.setNamesrvAddr(ServerFixture.SERVER.toString());
    producer.setClientIP("10.0.0.5");
    producer.setRetryTimesWhenSendAsyncFailed(0); // what is stored twice is no matter of consumers
    try {
      producer.start();
      producer.createTopic("TBW102", topic, queues, Map.of());
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
  }

  void append(String body) {
    try {
      producer.send(new Message(topic, body.getBytes(StandardCharsets.UTF_8)), noted(body));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private SendCallback noted(String body) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {
        if (result.getSendStatus() == SendStatus.SEND_OK) {
          log.appended(body);
        }
      }

      @Override
      public void onException(Throwable e) {
        // Nobody has promised anything.
      }
    };
  }
}
