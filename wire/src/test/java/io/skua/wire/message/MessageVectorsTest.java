package io.skua.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.GoldenVectors.Vector;
import io.skua.wire.Output;
import io.skua.wire.body.TopicConfig;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All vectors of messages and their parts: what they state, and back again. */
class MessageVectorsTest {
  private static List<Vector> records() {
    return GoldenVectors.ofKind("stored-message");
  }

  private static List<Vector> texts() {
    return GoldenVectors.ofKind("text");
  }

  private static List<Vector> properties() {
    return GoldenVectors.ofKind("properties");
  }

  private static List<Vector> offsetIds() {
    return GoldenVectors.ofKind("offset-msg-id");
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_holds_what_is_stated(Vector vector) {
    byte[] bytes = vector.bytes();
    MessageRecord record = MessageRecord.parse(bytes, 0, bytes.length);
    Map<String, String> read = new HashMap<>();
    read.put("magic", HexFormat.of().toHexDigits(MessageRecord.magicAt(bytes, 0)));
    read.put("bodyCRC", Integer.toString(record.bodyCrc()));
    read.put("queueId", Integer.toString(record.queueId()));
    read.put("flag", Integer.toString(record.flag()));
    read.put("queueOffset", Long.toString(record.queueOffset()));
    read.put("commitLogOffset", Long.toString(record.logOffset()));
    read.put("sysFlag", Integer.toString(record.sysFlag()));
    read.put("bornTimestamp", Long.toString(record.bornTimestamp()));
    read.put("bornHost", text(record.bornHost()));
    read.put("storeTimestamp", Long.toString(record.storeTimestamp()));
    read.put("storeHost", text(record.storeHost()));
    read.put("reconsumeTimes", Integer.toString(record.reconsumeTimes()));
    read.put("preparedTransactionOffset", Long.toString(record.preparedTransactionOffset()));
    read.put("body", new String(record.body(), StandardCharsets.UTF_8));
    read.put("topic", record.topic());
    read.put("topicLength", Integer.toString(record.topic().length()));
    read.put("properties", sorted(record.properties()).toString());
    read.put("offsetMsgId", new OffsetMessageId(record.storeHost(), record.logOffset()).text());
    assertThat(read).containsAllEntriesOf(vector.decoded());
    assertThat(record.size()).isEqualTo(bytes.length);
    assertThat(record.bodyIntact()).isTrue();
    assertThat(record.storeTimestamp()).isEqualTo(1_700_000_000_005L);
  }

  /** The vectors shorten the zeros of an address of 16 bytes, the JDK does not. */
  private static String text(InetSocketAddress host) {
    String address = host.getAddress().getHostAddress();
    return address.contains(":")
        ? "[" + address.replace(":0:0:0:0:0:", "::") + "]:" + host.getPort()
        : address + ":" + host.getPort();
  }

  private static Map<String, String> sorted(String properties) {
    return new TreeMap<>(MessageProperties.parse(properties));
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_is_written_byte_for_byte(Vector vector) {
    assertThat(MessageRecordTest.rewritten(vector.bytes())).isEqualTo(vector.bytes());
  }

  @Test
  void a_batch_is_split_and_written_again() {
    assertThat(GoldenVectors.ofKind("batch-body")).hasSize(1);
    Vector vector = GoldenVectors.get("batch-send-body");
    byte[] bytes = vector.bytes();
    List<Map<String, Object>> messages = new ArrayList<>();
    Output out = new Output(8);
    for (BatchBody.Entry entry : BatchBody.split(bytes, 0, bytes.length)) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("flag", entry.flag());
      message.put("body", new String(entry.body(), StandardCharsets.UTF_8));
      message.put("properties", sorted(entry.properties()));
      messages.add(message);
      BatchBody.write(entry.flag(), entry.body(), entry.properties(), out);
    }
    assertThat(messages).hasToString(vector.text("messages"));
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("properties")
  void properties_go_both_ways(Vector vector) {
    String text = GoldenVectors.utf8(vector.bytes());
    Map<String, String> read = MessageProperties.parse(text);
    assertThat(MessageProperties.format(read)).isEqualTo(text);
    switch (vector.id()) {
      case "property-string" -> assertThat(read).hasToString(vector.text("properties"));
      case "property-crc32" -> {
        assertThat(text).isEqualTo(vector.text("text"));
        String digits = new StringBuilder(read.get("__CRC32#")).reverse().toString();
        assertThat(Long.parseLong(digits)).isEqualTo(vector.number("crc"));
      }
      default -> throw new AssertionError("nobody tests " + vector);
    }
  }

  @ParameterizedTest
  @MethodSource("offsetIds")
  void the_id_of_a_place_goes_both_ways(Vector vector) {
    InetSocketAddress host =
        MessageRecordTest.host(vector.text("host"), (int) vector.number("port"));
    OffsetMessageId id = new OffsetMessageId(host, vector.number("offset"));
    assertThat(id.text()).isEqualTo(vector.text("text")).isEqualToIgnoringCase(vector.hex());
    assertThat(OffsetMessageId.parse(vector.text("text"))).isEqualTo(id);
  }

  /** To its readers a unique id is a text without parts: it is only written. */
  @Test
  void a_unique_id_is_made_as_stated() {
    assertThat(GoldenVectors.ofKind("uniq-key")).hasSize(1);
    Vector vector = GoldenVectors.get("uniq-key-v4");
    long now =
        Instant.parse("2023-11-01T00:00:00Z").toEpochMilli()
            + vector.number("millisSinceMonthStart");
    UniqueId ids =
        new UniqueId(
            MessageRecordTest.host(vector.text("ip"), 0).getAddress().getAddress(),
            vector.number("pid"),
            Integer.parseInt(vector.text("classLoaderHash"), 16),
            TimeZone.getTimeZone("UTC"),
            () -> now);
    String id = ids.next();
    for (long i = 0; i < vector.number("counter"); i++) {
      id = ids.next();
    }
    assertThat(id).isEqualTo(vector.text("text")).isEqualToIgnoringCase(vector.hex());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void texts_go_both_ways(Vector vector) {
    String text = GoldenVectors.utf8(vector.bytes());
    assertThat(text).isEqualTo(vector.text("text"));
    switch (vector.id()) {
      case "topic-config-line" -> {
        TopicConfig topic = TopicConfig.of("TopicA", 4, 6);
        assertThat(TopicConfig.parseLine(text)).isEqualTo(topic);
        assertThat(topic.writeLine()).isEqualTo(text);
      }
      case "recall-handle" -> {
        String[] parts = vector.text("plain").split(" ", -1);
        RecallHandle handle = new RecallHandle(parts[1], parts[2], parts[3], parts[4]);
        assertThat(RecallHandle.parse(text)).isEqualTo(handle);
        assertThat(handle.text()).isEqualTo(text);
      }
      default -> throw new AssertionError("nobody tests " + vector);
    }
  }

  @Test
  void tags_have_the_stated_codes() {
    assertThat(GoldenVectors.ofKind("hash")).hasSize(1);
    Vector vector = GoldenVectors.get("tag-codes");
    for (String tag : vector.decoded().keySet()) {
      assertThat(TagCode.of(tag)).as(tag).isEqualTo(vector.number(tag));
      assertThat(TagCode.ofProperties("TAGS\u0001" + tag + "\u0002")).isEqualTo(vector.number(tag));
    }
  }
}
