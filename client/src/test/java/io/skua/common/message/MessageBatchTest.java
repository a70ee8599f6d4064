package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class MessageBatchTest {
  private final Message plain = new Message("T", new byte[] {1});

  @Test
  void takes_topic_and_waiting_from_its_messages() {
    Message second = new Message("T", new byte[] {2});
    plain.setWaitStoreMsgOK(false);
    second.setWaitStoreMsgOK(false);
    MessageBatch batch = MessageBatch.generateFromList(List.of(plain, second));
    assertThat(batch).containsExactly(plain, second);
    assertThat(batch.toString())
        .isEqualTo(
            "Message{topic='T', flag=0, properties={WAIT=false}, body=null, transactionId='null'}");
  }

  @Test
  void refuses_a_delay_level() {
    Message delayed = new Message("T", new byte[1]);
    delayed.setDelayTimeLevel(1);
    refused(plain, delayed).hasMessage("TimeDelayLevel is not supported for batching");
  }

  @Test
  void refuses_a_retry_topic() {
    refused(new Message("%RETRY%g", new byte[1]))
        .hasMessage("Retry Group is not supported for batching");
  }

  @Test
  void refuses_different_topics() {
    refused(plain, new Message("U", new byte[1]))
        .hasMessage("The topic of the messages in one batch should be the same");
  }

  @Test
  void refuses_different_waiting() {
    Message hasty = new Message("T", new byte[1]);
    hasty.setWaitStoreMsgOK(false);
    refused(plain, hasty)
        .hasMessage("The waitStoreMsgOK of the messages in one batch should the same");
  }

  @Test
  void refuses_to_be_empty() {
    assertThatThrownBy(() -> MessageBatch.generateFromList(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A batch needs at least one message, but got none.");
  }

  private static AbstractThrowableAssert<?, ?> refused(Message... messages) {
    return assertThatThrownBy(() -> MessageBatch.generateFromList(List.of(messages)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
