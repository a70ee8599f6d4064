package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.GoldenVectors.Vector;
import io.skua.wire.Output;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.code.Language;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.CheckTransaction;
import io.skua.wire.header.EndTransaction;
import io.skua.wire.header.GetRoute;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import io.skua.wire.json.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameVectorsTest {
  private static final SendMessage SENT =
      new SendMessage(
          "PG",
          "TopicA",
          "TBW102",
          4,
          2,
          0,
          1_700_000_000_000L,
          0,
          "KEYS\u0001k1\u0002TAGS\u0001TagA\u0002",
          0,
          false,
          null,
          false,
          "broker-a");
  private static final SendMessageResult STORED =
      new SendMessageResult(
          "C0A8010A00002A9F0000000000001000",
          2,
          15,
          "C0A8010A1F90000000000000ABCD0001",
          null,
          null,
          "DefaultRegion",
          true);

  static Stream<Vector> frames() {
    return GoldenVectors.ofKind("frame").stream();
  }

  static Stream<Vector> statedFrames() {
    return frames().filter(vector -> vector.decoded().containsKey("opaque"));
  }

  private static Frame decode(byte[] bytes) {
    return new FrameDecoder().decode(bytes, 4, bytes.length - 4);
  }

  private static byte[] encode(Frame frame, HeaderForm form) {
    Output out = new Output(0);
    new FrameEncoder(form).encode(frame, frame.opaque(), out);
    return out.toByteArray();
  }

  @Test
  void there_are_all_the_frames_of_the_file() {
    assertThat(frames()).hasSize(12);
  }

  @ParameterizedTest
  @MethodSource("statedFrames")
  void reads_code_flag_opaque_language_version_and_remark(Vector vector) {
    Frame frame = decode(vector.bytes());
    assertThat(frame.code()).isEqualTo(Integer.parseInt(vector.text("code")));
    assertThat(frame.flag()).isEqualTo(Integer.parseInt(vector.text("flag")));
    assertThat(frame.opaque()).isEqualTo(Integer.parseInt(vector.text("opaque")));
    assertThat(frame.remark()).isEqualTo(vector.decoded().get("remark"));
    assertThat(frame.language()).isEqualTo(Language.JAVA);
    assertThat(frame.version()).isEqualTo(479);
    assertThat(GoldenVectors.utf8(frame.bodyBytes()))
        .isEqualTo(vector.decoded().getOrDefault("body", ""));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void reads_every_field_that_the_header_text_states(Vector vector) {
    String header = vector.decoded().get("headerText");
    if (header == null) {
      return;
    }
    assertThat(decode(vector.bytes()).fields().toMap()).isEqualTo(extFields(header));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void writes_what_it_read_in_both_forms(Vector vector) {
    Frame frame = decode(vector.bytes());
    for (HeaderForm form : HeaderForm.values()) {
      byte[] written = encode(frame, form);
      assertThat(written[4]).isEqualTo((byte) form.type());
      assertThat(decode(written)).hasToString(frame.toString());
      assertThat(decode(written).bodyBytes()).isEqualTo(frame.bodyBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void writes_a_frame_as_long_as_the_one_it_read(Vector vector) {
    Frame frame = decode(vector.bytes());
    // An empty header object is written in two ways, both without fields.
    if (frame.fields().isEmpty() && vector.id().contains("json-heartbeat")) {
      return;
    }
    HeaderForm form = vector.bytes()[4] == 0 ? HeaderForm.JSON : HeaderForm.ROCKETMQ;
    assertThat(encode(frame, form)).hasSameSizeAs(vector.bytes());
  }

  @Test
  void writes_the_send_frames_byte_for_byte() {
    Frame send =
        Frame.request(RequestCode.SEND_MESSAGE_V2, SendMessage.V2, SENT)
            .withBody(GoldenVectors.utf8("hello"));
    for (HeaderForm form : HeaderForm.values()) {
      Output out = new Output(0);
      int length = new FrameEncoder(form).encode(send, 7, out);
      String id = form == HeaderForm.JSON ? "frame-json-send-v2" : "frame-binary-send-v2";
      assertThat(out.toByteArray()).isEqualTo(GoldenVectors.get(id).bytes());
      assertThat(length).isEqualTo(out.size());
    }
  }

  @Test
  void writes_the_busy_frames_byte_for_byte() {
    Frame busy =
        Frame.response(
            ResponseCode.SYSTEM_BUSY, "[OVERLOAD]system busy, start flow control for a while");
    for (HeaderForm form : HeaderForm.values()) {
      Output out = new Output(0);
      new FrameEncoder(form).encode(busy, 258, out);
      String id = form == HeaderForm.JSON ? "frame-json-system-busy" : "frame-rocketmq-system-busy";
      assertThat(out.toByteArray()).isEqualTo(GoldenVectors.get(id).bytes());
    }
  }

  @Test
  void reads_the_headers_of_sends_and_routes() {
    for (String id : List.of("frame-json-send-v2", "frame-binary-send-v2")) {
      assertThat(decode(GoldenVectors.get(id).bytes()).header(SendMessage.V2)).isEqualTo(SENT);
    }
    for (String id : List.of("frame-json-send-response", "frame-binary-send-response")) {
      assertThat(decode(GoldenVectors.get(id).bytes()).header(SendMessageResult.WIRE))
          .isEqualTo(STORED);
    }
    assertThat(decode(GoldenVectors.get("frame-json-get-route").bytes()).header(GetRoute.WIRE))
        .isEqualTo(new GetRoute("TopicA", null));
  }

  @Test
  void the_body_of_a_heartbeat_frame_is_a_heartbeat() {
    for (String id : List.of("frame-json-heartbeat", "frame-rocketmq-heartbeat")) {
      Frame frame = decode(GoldenVectors.get(id).bytes());
      assertThat(Heartbeat.parse(frame.bodyArray(), frame.bodyFrom(), frame.bodyLength()))
          .isEqualTo(Heartbeat.parse(GoldenVectors.get("heartbeat-producer").bytes()));
    }
  }

  @Test
  void a_one_way_request_is_told_by_its_flag() {
    Frame frame = decode(GoldenVectors.get("frame-json-end-transaction-oneway").bytes());
    assertThat(frame.isOneWay()).isTrue();
    assertThat(frame.isResponse()).isFalse();
  }

  private static Map<String, String> extFields(String header) {
    Map<String, String> fields = new TreeMap<>();
    JsonReader in = new JsonReader(GoldenVectors.utf8(header));
    in.object();
    while (in.member()) {
      if (in.name().equals("extFields")) {
        in.object();
        while (in.member()) {
          fields.put(in.name(), in.textOrEmpty());
        }
      } else {
        in.skip();
      }
    }
    return fields;
  }

  @Test
  void the_end_of_a_transaction_is_the_one_of_the_file() {
    EndTransaction end =
        new EndTransaction(
            "TopicA",
            "PG",
            5,
            4096,
            EndTransaction.COMMIT,
            false,
            "7F0000010001000000010000000A0001",
            "7F0000010001000000010000000A0001",
            "broker-a");
    Vector vector = GoldenVectors.get("frame-json-end-transaction-oneway");
    Frame written = Frame.request(RequestCode.END_TRANSACTION, EndTransaction.WIRE, end).oneWay();
    assertSame(written, vector);
    assertThat(decode(vector.bytes()).header(EndTransaction.WIRE)).isEqualTo(end);
  }

  @Test
  void the_check_of_a_transaction_is_the_one_of_the_file() {
    CheckTransaction check =
        new CheckTransaction(
            "RMQ_SYS_TRANS_HALF_TOPIC",
            6,
            8192,
            "7F0000010001000000010000000A0001",
            "7F0000010001000000010000000A0001",
            "C0A8010A00002A9F0000000000002000",
            "broker-a");
    Vector vector = GoldenVectors.get("frame-json-check-transaction");
    Frame written =
        Frame.request(RequestCode.CHECK_TRANSACTION_STATE, CheckTransaction.WIRE, check).oneWay();
    assertSame(written, vector);
    assertThat(decode(vector.bytes()).header(CheckTransaction.WIRE)).isEqualTo(check);
  }

  private static void assertSame(Frame written, Vector vector) {
    Frame given = decode(vector.bytes());
    assertThat(written.code()).isEqualTo(given.code());
    assertThat(written.flag()).isEqualTo(given.flag());
    assertThat(written.fields().toMap()).isEqualTo(given.fields().toMap());
  }
}
