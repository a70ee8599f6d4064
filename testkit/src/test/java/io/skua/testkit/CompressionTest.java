package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.SendTimeoutException;
import io.skua.client.internal.compression.Codecs;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.compression.CompressionType;
import io.skua.common.message.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Protocol 6.13: what a broker gets from a producer that compresses. */
class CompressionTest extends ClientScenario {
  private static final byte[] BODY = "ab".repeat(4096).getBytes(StandardCharsets.UTF_8);

  @AfterEach
  void clear() {
    System.clearProperty("rocketmq.message.compressType");
    System.clearProperty("rocketmq.message.compressLevel");
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void the_type_that_is_set_is_used_and_said(CompressionType type) throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setCompressType(type);
    producer.start();
    producer.send(new Message("TopicTest", BODY));
    FakeBroker.Sent sent = a.sends().isEmpty() ? b.sends().get(0) : a.sends().get(0);
    assertThat(sent.header().sysFlag()).isEqualTo(1 | type.getCompressionFlag());
    assertThat(sent.body()).hasSizeLessThan(200);
    assertThat(Codecs.of(type).decompress(sent.body(), 0, sent.body().length, BODY.length))
        .isEqualTo(BODY);
  }

  @Test
  void a_body_that_takes_longer_to_compress_than_its_send_has_is_not_sent() throws Exception {
    DefaultMQProducer producer =
        new DefaultMQProducer("group", registry) {
          @Override
          public int getCompressLevel() {
            time.advance(SECOND);
            return super.getCompressLevel();
          }
        };
    producer.setNamesrvAddr(NAMES.toString());
    producer.start();
    time.await(producer.warmUp("TopicTest"), SECOND);
    Failure failure = failureOf(() -> producer.send(new Message("TopicTest", BODY), 900));
    assertThat(failure.thrown())
        .isInstanceOf(SendTimeoutException.class)
        .hasMessageContaining("after 1000 ms: the time went before the first attempt")
        .hasMessageContaining("compressing");
    assertThat(sends()).isZero();
  }

  @Test
  void properties_of_the_system_are_the_defaults() {
    assertThat(producer("g1").getCompressType()).isEqualTo(CompressionType.ZLIB);
    System.setProperty("rocketmq.message.compressType", "zstd");
    System.setProperty("rocketmq.message.compressLevel", "9");
    DefaultMQProducer producer = producer("g2");
    assertThat(producer.getCompressType()).isEqualTo(CompressionType.ZSTD);
    assertThat(producer.getCompressLevel()).isEqualTo(9);
    System.setProperty("rocketmq.message.compressType", "brotli");
    assertThatThrownBy(() -> producer("g3")).hasMessageContaining("brotli");
  }
}
