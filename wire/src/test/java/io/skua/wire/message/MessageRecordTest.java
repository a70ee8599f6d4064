package io.skua.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageRecordTest {
  static Stream<String> records() {
    return Golden.all().keySet().stream().filter(name -> name.startsWith("record-"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void writes_the_bytes_that_a_real_broker_wrote(String name) {
    assertThat(rewritten(Golden.bytes(name))).isEqualTo(Golden.bytes(name));
  }

  /** Reads a record and writes what was read, not at the beginning of the output. */
  static byte[] rewritten(byte[] bytes) {
    MessageRecord record = MessageRecord.parse(bytes, 0, bytes.length);
    Output out = new Output(16);
    out.int32(7);

    int size =
        MessageRecord.write(
            draft(record), record.queueOffset(), record.logOffset(), record.storeTimestamp(), out);

    assertThat(size).isEqualTo(out.size() - 4);
    return Arrays.copyOfRange(out.array(), 4, out.size());
  }

  @Test
  void the_size_is_known_before_writing() {
    for (String name :
        List.of("stored-message-v1", "stored-message-v6", "stored-message-magic-v2")) {
      byte[] bytes = Golden.bytes(name);
      MessageDraft draft = draft(MessageRecord.parse(bytes, 0, bytes.length));

      assertThat(
              MessageRecord.size(
                  draft, MessageRecord.topicBytes(draft), MessageRecord.propertiesBytes(draft)))
          .isEqualTo(bytes.length);
    }
  }

  @Test
  void properties_are_found_without_the_body() {
    for (String name :
        List.of("stored-message-v1", "stored-message-v6", "stored-message-magic-v2")) {
      byte[] bytes = Golden.bytes(name);
      String whole = MessageRecord.parse(bytes, 0, bytes.length).properties();
      boolean wide = MessageRecord.magicAt(bytes, 0) == MessageRecord.MAGIC_V2;

      int bodyEnd = MessageRecord.bodyEndAt(bytes, 0, bytes.length);
      int rest = bytes.length - bodyEnd;

      assertThat(MessageRecord.propertiesBehindBody(bytes, bodyEnd, rest, wide)).isEqualTo(whole);
      assertThatThrownBy(() -> MessageRecord.propertiesBehindBody(bytes, bodyEnd, rest - 1, wide))
          .isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> MessageRecord.bodyEndAt(bytes, 0, bodyEnd - 1))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void text_outside_of_ascii_is_measured_as_it_is_written() {
    MessageDraft draft = draft("t", "A\u0001中文 é \ud83d\ude00 \ud83d\u0002");
    Output out = new Output(16);

    int size = MessageRecord.write(draft, 1, 2, 3, out);

    assertThat(MessageRecord.size(draft, 1, MessageRecord.propertiesBytes(draft))).isEqualTo(size);
    assertThat(MessageRecord.parse(out.array(), 0, out.size()).properties())
        .isEqualTo("A\u0001中文 é \ud83d\ude00 ?\u0002");
  }

  @Test
  void properties_that_do_not_fit_leave_no_trace() {
    Output out = new Output(16);

    assertThatThrownBy(() -> MessageRecord.write(draft("t", "x".repeat(32768)), 1, 2, 3, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32768");
    assertThat(out.size()).isZero();
  }

  @Test
  void a_pull_body_is_read_up_to_the_first_bad_record() {
    Output out = new Output(16);
    out.bytes(Golden.bytes("stored-message-v1"));
    out.bytes(Golden.bytes("stored-message-v6"));
    int good = out.size();
    out.bytes(Golden.bytes("stored-message-v1"));
    byte[] bytes = out.toByteArray();
    bytes[good + 7] ^= 1;

    assertThat(MessageRecord.parseAll(bytes, 0, bytes.length))
        .extracting(MessageRecord::logOffset)
        .containsExactly(4096L, 8192L);
    assertThat(MessageRecord.parseAll(bytes, 0, good - 1)).hasSize(1);
  }

  @Test
  void a_changed_body_is_found_by_its_crc() {
    byte[] bytes = Golden.bytes("stored-message-v1");
    bytes[88] ^= 1;

    assertThat(MessageRecord.parse(bytes, 0, bytes.length).bodyIntact()).isFalse();
  }

  @Test
  void a_record_that_is_cut_anywhere_is_refused() {
    byte[] bytes = Golden.bytes("stored-message-v1");
    for (int length = 0; length < bytes.length; length++) {
      int available = length;
      assertThatThrownBy(() -> MessageRecord.parse(bytes, 0, available))
          .isInstanceOf(MalformedException.class);
    }
  }

  static MessageDraft draft(MessageRecord record) {
    return new MessageDraft(
        record.topic(),
        record.queueId(),
        record.flag(),
        record.sysFlag(),
        record.bornTimestamp(),
        record.bornHost(),
        record.storeHost(),
        record.reconsumeTimes(),
        record.preparedTransactionOffset(),
        record.array(),
        record.bodyStart(),
        record.bodyLength(),
        record.properties());
  }

  private static MessageDraft draft(String topic, String properties) {
    InetSocketAddress host = host("10.0.0.1", 1);
    return new MessageDraft(topic, 0, 0, 0, 0, host, host, 0, 0, new byte[] {1}, 0, 1, properties);
  }

  static InetSocketAddress host(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(address, e);
    }
  }
}
