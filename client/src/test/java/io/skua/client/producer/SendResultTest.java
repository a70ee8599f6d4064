package io.skua.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.common.message.MessageQueue;
import org.junit.jupiter.api.Test;

class SendResultTest {
  private final MessageQueue queue = new MessageQueue("T", "b", 1);

  @Test
  void prints_an_empty_result() {
    assertThat(new SendResult())
        .hasToString(
            "SendResult [sendStatus=null, msgId=null, offsetMsgId=null, messageQueue=null,"
                + " queueOffset=0, recallHandle=null]");
    assertThat(new SendResult().isTraceOn()).isTrue();
  }

  @Test
  void prints_where_the_message_is() {
    SendResult result = new SendResult(SendStatus.SEND_OK, "M", "O", queue, 5);
    result.setRecallHandle("H");
    assertThat(result)
        .hasToString(
            "SendResult [sendStatus=SEND_OK, msgId=M, offsetMsgId=O, messageQueue=MessageQueue"
                + " [topic=T, brokerName=b, queueId=1], queueOffset=5, recallHandle=H]");
    assertThat(result.getTransactionId()).isNull();
    assertThat(result.getRegionId()).isNull();
  }

  @Test
  void keeps_what_the_long_constructor_is_given() {
    SendResult result = new SendResult(SendStatus.SEND_OK, "M", queue, 5, "TX", "O", "R");
    assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(result.getMsgId()).isEqualTo("M");
    assertThat(result.getMessageQueue()).isEqualTo(queue);
    assertThat(result.getQueueOffset()).isEqualTo(5);
    assertThat(result.getTransactionId()).isEqualTo("TX");
    assertThat(result.getOffsetMsgId()).isEqualTo("O");
    assertThat(result.getRegionId()).isEqualTo("R");
  }

  @Test
  void keeps_what_its_setters_are_given() {
    SendResult result = new SendResult();
    byte[] body = {1};
    result.setSendStatus(SendStatus.FLUSH_DISK_TIMEOUT);
    result.setMsgId("M");
    result.setMessageQueue(queue);
    result.setQueueOffset(5);
    result.setTransactionId("TX");
    result.setOffsetMsgId("O");
    result.setRegionId("R");
    result.setTraceOn(false);
    result.setRawRespBody(body);
    assertThat(result)
        .hasToString(
            "SendResult [sendStatus=FLUSH_DISK_TIMEOUT, msgId=M, offsetMsgId=O,"
                + " messageQueue=MessageQueue [topic=T, brokerName=b, queueId=1], queueOffset=5,"
                + " recallHandle=null]");
    assertThat(result.getTransactionId()).isEqualTo("TX");
    assertThat(result.getRegionId()).isEqualTo("R");
    assertThat(result.isTraceOn()).isFalse();
    assertThat(result.getRawRespBody()).isSameAs(body);
  }
}
