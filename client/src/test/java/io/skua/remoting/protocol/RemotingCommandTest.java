package io.skua.remoting.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.remoting.CommandCustomHeader;
import io.skua.remoting.exception.RemotingCommandException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RemotingCommandTest {
  /** A header of a program. */
  static class Order implements CommandCustomHeader {
    private String topic;
    private Integer queue;
    private long offset;
    private boolean last;

    @Override
    public void checkFields() throws RemotingCommandException {
      if (topic == null) {
        throw new RemotingCommandException("no topic");
      }
    }
  }

  @Test
  void the_fields_of_a_header_go_by_their_names_and_come_back() throws Exception {
    Order order = new Order();
    order.topic = "orders";
    order.offset = 7;
    order.last = true;
    RemotingCommand command = RemotingCommand.createRequestCommand(10, order);
    assertThat(command.getExtFields())
        .containsOnlyKeys("topic", "offset", "last")
        .containsEntry("offset", "7");
    command.addExtField("queue", "3");
    Order read = command.decodeCommandCustomHeader(Order.class);
    assertThat(read.topic).isEqualTo("orders");
    assertThat(read.queue).isEqualTo(3);
    assertThat(read.offset).isEqualTo(7);
    assertThat(read.last).isTrue();
    assertThat(command.readCustomHeader()).isSameAs(read);
  }

  @Test
  void a_field_that_does_not_fit_or_is_missing_is_said() {
    RemotingCommand command = RemotingCommand.createRequestCommand(10, null);
    assertThatThrownBy(() -> command.decodeCommandCustomHeader(Order.class))
        .isInstanceOf(RemotingCommandException.class)
        .hasMessage("no topic");
    command.addExtField("queue", "three");
    assertThatThrownBy(() -> command.decodeCommandCustomHeader(Order.class))
        .isInstanceOf(RemotingCommandException.class)
        .hasMessageContaining("queue")
        .hasMessageContaining("three");
  }

  @Test
  void an_answer_knows_that_it_is_one() {
    RemotingCommand answer = RemotingCommand.createResponseCommand(Order.class);
    assertThat(answer.getType()).isEqualTo(RemotingCommandType.RESPONSE_COMMAND);
    assertThat(answer.getCode()).isEqualTo(1);
    assertThat(answer.getRemark()).isEqualTo("not set any response code");
    assertThat(answer.readCustomHeader()).isInstanceOf(Order.class);
    RemotingCommand request = RemotingCommand.createRequestCommand(10, null);
    assertThat(request.getOpaque()).isNotEqualTo(answer.getOpaque());
    request.markOnewayRPC();
    assertThat(request.isOnewayRPC()).isTrue();
    assertThat(request.getType()).isEqualTo(RemotingCommandType.REQUEST_COMMAND);
  }

  @Test
  void a_frame_is_read() throws Exception {
    byte[] header =
        "{\"code\":105,\"flag\":1,\"language\":\"CPP\",\"opaque\":9,\"remark\":\"so\",\"version\":2}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(4 + header.length + 1);
    frame.putInt(RemotingCommand.markProtocolType(header.length, SerializeType.JSON));
    frame.put(header).put((byte) 'b').flip();
    RemotingCommand command = RemotingCommand.decode(frame);
    assertThat(command.getCode()).isEqualTo(105);
    assertThat(command.getLanguage()).isEqualTo(LanguageCode.CPP);
    assertThat(command.getOpaque()).isEqualTo(9);
    assertThat(command.getRemark()).isEqualTo("so");
    assertThat(command.getBody()).containsExactly('b');
    assertThatThrownBy(() -> RemotingCommand.decode(new byte[] {9, 0, 0, 0}))
        .isInstanceOf(RemotingCommandException.class);
  }
}
