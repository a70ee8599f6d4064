package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageAccessorTest {
  @Test
  void sets_and_clears_a_reserved_property() {
    Message message = new Message();
    MessageAccessor.clearProperty(message, "UNIQ_KEY");
    MessageAccessor.putProperty(message, "UNIQ_KEY", "id");
    assertThat(message.getProperty("UNIQ_KEY")).isEqualTo("id");
    MessageAccessor.clearProperty(message, "UNIQ_KEY");
    assertThat(message.hasProperty("UNIQ_KEY")).isFalse();
  }

  @Test
  void replaces_the_properties_without_a_copy() {
    Message message = new Message("T", new byte[1]);
    Map<String, String> properties = new HashMap<>();
    MessageAccessor.setProperties(message, properties);
    assertThat(message.getProperties()).isSameAs(properties);
  }

  @Test
  void has_a_property_for_each_setter() {
    Message message = new Message();
    MessageAccessor.setTransferFlag(message, "1");
    MessageAccessor.setCorrectionFlag(message, "2");
    MessageAccessor.setOriginMessageId(message, "3");
    MessageAccessor.setMQ2Flag(message, "4");
    MessageAccessor.setReconsumeTime(message, "5");
    MessageAccessor.setMaxReconsumeTimes(message, "6");
    MessageAccessor.setConsumeStartTimeStamp(message, "7");
    assertThat(message.getProperties())
        .isEqualTo(
            Map.of(
                "TRANSFER_FLAG", "1",
                "CORRECTION_FLAG", "2",
                "ORIGIN_MESSAGE_ID", "3",
                "MQ2_FLAG", "4",
                "RECONSUME_TIME", "5",
                "MAX_RECONSUME_TIMES", "6",
                "CONSUME_START_TIME", "7"));
    assertThat(MessageAccessor.getTransferFlag(message)).isEqualTo("1");
    assertThat(MessageAccessor.getCorrectionFlag(message)).isEqualTo("2");
    assertThat(MessageAccessor.getOriginMessageId(message)).isEqualTo("3");
    assertThat(MessageAccessor.getMQ2Flag(message)).isEqualTo("4");
    assertThat(MessageAccessor.getReconsumeTime(message)).isEqualTo("5");
    assertThat(MessageAccessor.getMaxReconsumeTimes(message)).isEqualTo("6");
    assertThat(MessageAccessor.getConsumeStartTimeStamp(message)).isEqualTo("7");
  }

  @Test
  void clones_without_the_transaction_and_shares_body_and_properties() {
    Message message = new Message("T", "A", "K", 9, new byte[] {1}, true);
    message.setTransactionId("tx");
    Message copy = MessageAccessor.cloneMessage(message);
    assertThat(copy)
        .hasToString(
            "Message{topic='T', flag=9, properties="
                + message.getProperties()
                + ", body=[1], transactionId='null'}");
    assertThat(copy.getProperties()).isSameAs(message.getProperties());
    assertThat(copy.getBody()).isSameAs(message.getBody());
  }

  @Test
  void copies_properties_deeply() {
    Map<String, String> original = Map.of("a", "1");
    assertThat(MessageAccessor.deepCopyProperties(original))
        .isEqualTo(original)
        .isNotSameAs(original);
    assertThat(MessageAccessor.deepCopyProperties(null)).isNull();
  }
}
