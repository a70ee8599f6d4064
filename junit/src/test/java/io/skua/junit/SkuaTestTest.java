package io.skua.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.MQProducer;
import io.skua.common.message.Message;
import io.skua.embedded.EmbeddedSkua;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** As a user has it: a server for each test. */
@SkuaTest(topics = "Orders", queues = 2)
class SkuaTestTest {
  private DefaultMQProducer early;

  @BeforeEach
  void take(DefaultMQProducer producer) {
    early = producer;
  }

  @RepeatedTest(2)
  void each_test_has_a_server_without_what_others_sent(
      EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
    assertThat(skua.messages("Orders")).isEmpty();
    producer.send(new Message("Orders", new byte[] {1}));
    assertThat(skua.messages("Orders")).hasSize(1);
  }

  @Test
  void a_test_has_one_producer_and_the_topics(MQProducer producer) throws Exception {
    assertThat(producer).isSameAs(early);
    assertThat(producer.fetchPublishMessageQueues("Orders")).hasSize(2);
  }

  @Nested
  class Inside {
    @Test
    void tests_of_a_nested_class_have_one_too(EmbeddedSkua skua, MQProducer producer)
        throws Exception {
      assertThat(producer.fetchPublishMessageQueues("Orders")).hasSize(2);
      assertThat(skua.messages("Orders")).isEmpty();
    }
  }
}
