package io.skua.bench.workload;

import bench.client.Producer;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;

/**
 * Makes producers with the settings that a user gets, but for a time-out that suits a busy host.
 */
public final class ProducerFactory implements Producer.Factory {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** The one that the measuring process asks for by name. */
  public ProducerFactory() {}

  @Override
  public Producer create(String nameServers, String topic) {
    DefaultMQProducer producer = new DefaultMQProducer("bench");
    producer.setNamesrvAddr(nameServers);
    producer.setSendMsgTimeout(TIMEOUT_MILLIS);
    return new ProducerUnderTest(producer, topic);
  }

  private static final class ProducerUnderTest implements Producer {
    private final DefaultMQProducer producer;
    private final String topic;
    private final byte[] body = new byte[BODY_BYTES];

    ProducerUnderTest(DefaultMQProducer producer, String topic) {
      this.producer = producer;
      this.topic = topic;
    }

    @Override
    public void start() throws MQClientException {
      producer.start();
    }

    @Override
    public void send() throws Exception {
      send(body);
    }

    @Override
    public void send(byte[] content) throws Exception {
      SendResult result = producer.send(new Message(topic, content));
      if (result.getSendStatus() != SendStatus.SEND_OK) {
        throw new IllegalStateException("not stored: " + result);
      }
    }

    @Override
    public void sendAsync(Done done) throws Exception {
      producer.send(
          new Message(topic, body),
          new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
              done.stored();
            }

            @Override
            public void onException(Throwable failure) {
              done.failed(failure);
            }
          });
    }

    @Override
    public void sendOneWay() throws Exception {
      producer.sendOneway(new Message(topic, body));
    }

    @Override
    public void close() {
      producer.shutdown();
    }
  }
}
