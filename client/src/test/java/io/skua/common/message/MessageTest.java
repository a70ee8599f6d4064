package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final byte[] BODY = {104, 105};

  @Test
  void prints_all_fields_of_an_empty_message() {
    assertThat(new Message())
        .hasToString(
            "Message{topic='null', flag=0, properties=null, body=null, transactionId='null'}");
  }

  @Test
  void prints_all_fields_of_a_full_message() {
    Message message = new Message("T", "A", "k1 k2", 5, new byte[] {1, -1}, false);
    assertThat(message.getProperties())
        .containsOnly(entry("KEYS", "k1 k2"), entry("WAIT", "false"), entry("TAGS", "A"));
    assertThat(message)
        .hasToString(
            "Message{topic='T', flag=5, properties="
                + message.getProperties()
                + ", body=[1, -1], transactionId='null'}");
  }

  @Test
  void sets_nothing_but_the_waiting_when_tag_and_keys_are_null_or_empty() {
    assertThat(new Message("T", BODY).getProperties()).isEqualTo(Map.of("WAIT", "true"));
    assertThat(new Message("T", null, null, BODY).getProperties())
        .isEqualTo(Map.of("WAIT", "true"));
    assertThat(new Message("T", "A", BODY).getProperties())
        .isEqualTo(Map.of("WAIT", "true", "TAGS", "A"));
  }

  @Test
  void keeps_the_very_array_of_the_body() {
    assertThat(new Message("T", BODY).getBody()).isSameAs(BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEYS", "TAGS", "UNIQ_KEY", "POP_CK", "__CRC32#", "TIMER_DELAY_SEC"})
  void refuses_a_reserved_name(String name) {
    Message message = new Message("T", BODY);
    assertThatThrownBy(() -> message.putUserProperty(name, "x"))
        .isInstanceOf(RuntimeException.class)
        .hasMessage("The Property<" + name + "> is used by system, input another please");
    assertThat(message.getProperties()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {"null,x", "'',x", "' ',x", "a,null", "a,''", "a,'\t'"})
  void refuses_a_null_or_blank_name_or_value(String name, String value) {
    assertThatThrownBy(() -> new Message().putUserProperty(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The name or value of property can not be null or blank string!");
  }

  @Test
  void keeps_user_properties() {
    Message message = new Message();
    assertThat(message.hasProperty("a")).isFalse();
    message.putUserProperty("a", "1");
    assertThat(message.getUserProperty("a")).isEqualTo("1");
    assertThat(message.getProperty("a")).isEqualTo("1");
    assertThat(message.hasProperty("a")).isTrue();
    assertThat(message.getProperty("b")).isNull();
  }

  @Test
  void joins_several_keys_with_one_blank() {
    Message message = new Message();
    message.setKeys(List.of("a", "b"));
    assertThat(message.getKeys()).isEqualTo("a b");
  }

  @Test
  void writes_every_setting_to_its_property() {
    Message message = new Message();
    message.setTags("A");
    message.setDelayTimeLevel(3);
    message.setWaitStoreMsgOK(false);
    message.setInstanceId("ns");
    message.setBuyerId("b");
    message.setDelayTimeSec(4);
    message.setDelayTimeMs(5);
    message.setDeliverTimeMs(6);
    assertThat(message.getProperties())
        .isEqualTo(
            Map.of(
                "TAGS", "A",
                "DELAY", "3",
                "WAIT", "false",
                "INSTANCE_ID", "ns",
                "BUYER_ID", "b",
                "TIMER_DELAY_SEC", "4",
                "TIMER_DELAY_MS", "5",
                "TIMER_DELIVER_MS", "6"));
    assertThat(message.getTags()).isEqualTo("A");
    assertThat(message.getDelayTimeLevel()).isEqualTo(3);
    assertThat(message.isWaitStoreMsgOK()).isFalse();
    assertThat(message.getBuyerId()).isEqualTo("b");
    assertThat(message.getDelayTimeSec()).isEqualTo(4);
    assertThat(message.getDelayTimeMs()).isEqualTo(5);
    assertThat(message.getDeliverTimeMs()).isEqualTo(6);
  }

  @Test
  void has_defaults_for_what_was_never_set() {
    Message message = new Message();
    assertThat(message.isWaitStoreMsgOK()).isTrue();
    assertThat(message.getDelayTimeLevel()).isZero();
    assertThat(message.getDelayTimeSec()).isZero();
    assertThat(message.getDelayTimeMs()).isZero();
    assertThat(message.getDeliverTimeMs()).isZero();
    assertThat(message.getKeys()).isNull();
    assertThat(message.getBuyerId()).isNull();
  }

  @Test
  void keeps_topic_flag_body_and_transaction_outside_the_properties() {
    Message message = new Message();
    message.setTopic("T");
    message.setFlag(7);
    message.setBody(BODY);
    message.setTransactionId("tx");
    assertThat(message)
        .hasToString(
            "Message{topic='T', flag=7, properties=null, body=[104, 105], transactionId='tx'}");
    assertThat(message.getTransactionId()).isEqualTo("tx");
  }

  @Test
  void survives_serialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new Message("T", "A", BODY));
    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(read).hasToString(new Message("T", "A", BODY).toString());
  }
}
