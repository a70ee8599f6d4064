package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.GoldenVectors.Vector;
import io.skua.wire.Output;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.CheckTransaction;
import io.skua.wire.header.EndTransaction;
import io.skua.wire.header.Fields;
import io.skua.wire.header.GetRoute;
import io.skua.wire.header.Header;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All vectors of frames: what they state, what it means in our records, and back again. */
class FrameVectorsTest {
  private static final String ID = "7F0000010001000000010000000A0001";
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
  private static final EndTransaction ENDED =
      new EndTransaction("TopicA", "PG", 5, 4096, EndTransaction.COMMIT, false, ID, ID, "broker-a");
  private static final CheckTransaction CHECKED =
      new CheckTransaction(
          "RMQ_SYS_TRANS_HALF_TOPIC",
          6,
          8192,
          ID,
          ID,
          "C0A8010A00002A9F0000000000002000",
          "broker-a");

  private static final Frame SEND =
      Frame.request(RequestCode.SEND_MESSAGE_V2, SendMessage.V2, SENT)
          .withBody(GoldenVectors.utf8("hello"));
  private static final Frame SEND_RESPONSE = Frame.success(SendMessageResult.WIRE, STORED);
  private static final Frame BUSY =
      Frame.response(
          ResponseCode.SYSTEM_BUSY, "[OVERLOAD]system busy, start flow control for a while");
  private static final Frame HEARTBEAT =
      Frame.request(RequestCode.HEART_BEAT)
          .withBody(GoldenVectors.get("heartbeat-producer").bytes());

  private static final Map<String, Frame> MEANINGS =
      Map.ofEntries(
          Map.entry("frame-json-send-v2", SEND),
          Map.entry("frame-binary-send-v2", SEND),
          Map.entry("frame-json-send-response", SEND_RESPONSE),
          Map.entry("frame-binary-send-response", SEND_RESPONSE),
          Map.entry("frame-json-system-busy", BUSY),
          Map.entry("frame-rocketmq-system-busy", BUSY),
          Map.entry("frame-json-heartbeat", HEARTBEAT),
          Map.entry("frame-rocketmq-heartbeat", HEARTBEAT),
          Map.entry(
              "frame-json-heartbeat-response",
              Frame.success()
                  .withFields(
                      Fields.of(
                          Map.of("IS_SUPPORT_HEART_BEAT_V2", "true", "IS_SUB_CHANGE", "true")))),
          Map.entry(
              "frame-json-get-route",
              Frame.request(
                  RequestCode.GET_ROUTE_BY_TOPIC, GetRoute.WIRE, new GetRoute("TopicA", null))),
          Map.entry(
              "frame-json-end-transaction-oneway",
              Frame.request(RequestCode.END_TRANSACTION, EndTransaction.WIRE, ENDED).oneWay()),
          Map.entry(
              "frame-json-check-transaction",
              Frame.request(RequestCode.CHECK_TRANSACTION_STATE, CheckTransaction.WIRE, CHECKED)
                  .oneWay()));

  /** Their fields come in the order of a hash table, which means nothing. */
  private static final Set<String> IN_HASH_ORDER =
      Set.of(
          "frame-json-send-response",
          "frame-binary-send-response",
          "frame-json-heartbeat-response",
          "frame-json-end-transaction-oneway",
          "frame-json-check-transaction");

  private static List<Vector> frames() {
    return GoldenVectors.ofKind("frame");
  }

  private static Frame decode(byte[] bytes) {
    return new FrameDecoder().decode(bytes, 4, bytes.length - 4);
  }

  private static byte[] encode(Frame frame, int opaque, HeaderForm form) {
    Output out = new Output(0);
    assertThat(new FrameEncoder(form).encode(frame, opaque, out)).isEqualTo(out.size());
    return out.toByteArray();
  }

  private static HeaderForm form(byte[] bytes) {
    return bytes[4] == HeaderForm.JSON.type() ? HeaderForm.JSON : HeaderForm.ROCKETMQ;
  }

  @Test
  void there_is_a_meaning_for_every_frame() {
    assertThat(frames()).extracting(Vector::id).hasSameElementsAs(MEANINGS.keySet());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void reads_what_is_stated(Vector vector) {
    byte[] bytes = vector.bytes();
    Frame frame = decode(bytes);
    int headerLength = bytes.length - 8 - frame.bodyLength();
    Map<String, String> read = new HashMap<>();
    read.put("code", Integer.toString(frame.code()));
    read.put("language", frame.language().name());
    read.put("version", Integer.toString(frame.version()));
    read.put("opaque", Integer.toString(frame.opaque()));
    read.put("flag", Integer.toString(frame.flag()));
    read.put("remark", frame.remark());
    read.put("extFields", new TreeMap<>(frame.fields().toMap()).toString());
    read.put("body", GoldenVectors.utf8(frame.bodyBytes()));
    read.put("headerLengthWord", HexFormat.of().formatHex(bytes, 4, 8));
    read.put("headerText", GoldenVectors.utf8(Arrays.copyOfRange(bytes, 8, 8 + headerLength)));
    assertThat(read).containsAllEntriesOf(vector.decoded());
    assertThat(frame.version()).isEqualTo(479);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void means_what_our_records_say(Vector vector) {
    assertSame(decode(vector.bytes()), MEANINGS.get(vector.id()));
  }

  private static void assertSame(Frame read, Frame meant) {
    assertThat(read.code()).isEqualTo(meant.code());
    assertThat(read.flag()).isEqualTo(meant.flag());
    assertThat(read.language()).isEqualTo(meant.language());
    assertThat(read.version()).isEqualTo(meant.version());
    assertThat(read.remark()).isEqualTo(meant.remark());
    assertThat(read.fields().toMap()).isEqualTo(meant.fields().toMap());
    assertThat(read.bodyBytes()).isEqualTo(meant.bodyBytes());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void writes_the_same_bytes(Vector vector) {
    byte[] bytes = vector.bytes();
    byte[] written = encode(MEANINGS.get(vector.id()), decode(bytes).opaque(), form(bytes));
    if (vector.id().equals("frame-json-heartbeat")) {
      // An object without members, which we leave out: both mean that there are no fields.
      assertThat(written.length).isEqualTo(bytes.length - "\"extFields\":{},".length());
    } else if (IN_HASH_ORDER.contains(vector.id())) {
      assertThat(sorted(written)).isEqualTo(sorted(bytes));
    } else {
      assertThat(written).isEqualTo(bytes);
    }
    assertSame(decode(written), decode(bytes));
  }

  private static byte[] sorted(byte[] bytes) {
    byte[] sorted = bytes.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void writes_what_it_read_in_both_forms(Vector vector) {
    Frame frame = decode(vector.bytes());
    for (HeaderForm form : HeaderForm.values()) {
      byte[] written = encode(frame, frame.opaque(), form);
      assertThat(form(written)).isEqualTo(form);
      assertSame(decode(written), frame);
      assertThat(decode(written).opaque()).isEqualTo(frame.opaque());
    }
  }

  @Test
  void reads_the_headers() {
    assertHeader("frame-json-send-v2", SendMessage.V2, SENT);
    assertHeader("frame-binary-send-v2", SendMessage.V2, SENT);
    assertHeader("frame-json-send-response", SendMessageResult.WIRE, STORED);
    assertHeader("frame-binary-send-response", SendMessageResult.WIRE, STORED);
    assertHeader("frame-json-get-route", GetRoute.WIRE, new GetRoute("TopicA", null));
    assertHeader("frame-json-end-transaction-oneway", EndTransaction.WIRE, ENDED);
    assertHeader("frame-json-check-transaction", CheckTransaction.WIRE, CHECKED);
  }

  private static <Q> void assertHeader(String id, Header<Q> type, Q header) {
    assertThat(decode(GoldenVectors.get(id).bytes()).header(type)).isEqualTo(header);
  }
}
