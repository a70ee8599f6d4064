package io.skua.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.read.QueueReader;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.server.SkuaServer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueReaderTest {
  private final SkuaServer server = SkuaServer.builder().port(0).inMemory().build();
  private final DefaultMQProducer producer = new DefaultMQProducer("reader_test");
  private ClientRegistry.Lease lease;
  private QueueReader reader;

  @BeforeEach
  void start() throws Exception {
    server.start();
    producer.setNamesrvAddr(server.address().toString());
    producer.start();
    lease = ClientRegistry.shared().lease(Settings.of(producer));
    reader = new QueueReader(lease.instance());
  }

  @AfterEach
  void stop() {
    lease.release();
    producer.close();
    server.close();
  }

  private QueueReader.Slice read(MessageQueue queue, long offset) throws Exception {
    return reader.read(queue, offset).get(60, TimeUnit.SECONDS);
  }

  private SendResult send(byte[] body) throws Exception {
    return producer.send(new Message("Read", body), new MessageQueue("Read", "broker-a", 0));
  }

  @Test
  void it_gives_what_was_sent_with_ids_and_offsets() throws Exception {
    producer.send(new Message("Read", new byte[] {1}));
    SendResult first = send(new byte[] {1, 2, 3});
    SendResult second = send(new byte[] {4});
    QueueReader.Slice slice = read(first.getMessageQueue(), first.getQueueOffset());
    assertThat(slice.messages()).hasSize(2);
    MessageExt message = slice.messages().get(0);
    assertThat(message.getBody()).containsExactly(1, 2, 3);
    assertThat(message.getQueueOffset()).isEqualTo(first.getQueueOffset());
    assertThat(message.getMsgId()).isEqualTo(first.getMsgId());
    assertThat(slice.next()).isEqualTo(second.getQueueOffset() + 1);
    assertThat(slice.min()).isZero();
    assertThat(slice.max()).isEqualTo(second.getQueueOffset() + 1);
  }

  @Test
  void compressed_bodies_come_as_they_were_sent() throws Exception {
    producer.send(new Message("Read", new byte[] {1}));
    byte[] body = new byte[20_000];
    Arrays.fill(body, (byte) 7);
    SendResult sent = send(body);
    assertThat(read(sent.getMessageQueue(), sent.getQueueOffset()).messages().get(0).getBody())
        .isEqualTo(body);
  }

  @Test
  void at_the_end_and_outside_there_is_nothing_and_where_to_go_on() throws Exception {
    producer.send(new Message("Read", new byte[] {1}));
    SendResult sent = send(new byte[] {1});
    long end = sent.getQueueOffset() + 1;
    QueueReader.Slice atEnd = read(sent.getMessageQueue(), end);
    assertThat(atEnd.messages()).isEmpty();
    assertThat(atEnd.next()).isEqualTo(end);
    QueueReader.Slice outside = read(sent.getMessageQueue(), end + 10);
    assertThat(outside.messages()).isEmpty();
    assertThat(outside.next()).isEqualTo(end);
  }

  @Test
  void a_long_queue_comes_in_slices() throws Exception {
    producer.send(new Message("Read", new byte[] {1}));
    long begin = send(new byte[] {0}).getQueueOffset();
    for (int i = 1; i < 100; i++) {
      send(new byte[] {(byte) i});
    }
    MessageQueue queue = new MessageQueue("Read", "broker-a", 0);
    long next = begin;
    for (int i = 0; i < 100; ) {
      QueueReader.Slice slice = read(queue, next);
      assertThat(slice.messages()).hasSizeBetween(1, QueueReader.MOST);
      for (MessageExt message : slice.messages()) {
        assertThat(message.getBody()).containsExactly(i++);
      }
      next = slice.next();
    }
    assertThat(next).isEqualTo(begin + 100);
  }

  @Test
  void a_refusal_is_the_exception_of_the_public_api() throws Exception {
    producer.send(new Message("Read", new byte[] {1}));
    assertThatThrownBy(() -> read(new MessageQueue("Read", "broker-a", 99), 0))
        .hasRootCauseInstanceOf(MQBrokerException.class);
  }
}
