package io.skua.wire.frame;

import io.skua.wire.BigEndian;
import io.skua.wire.MalformedException;
import io.skua.wire.RecentText;
import io.skua.wire.code.Language;
import io.skua.wire.header.Fields;
import io.skua.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one frame from bytes (protocol 1.2 to 1.4). Not thread-safe: it has one frame, which shows
 * what was read last.
 */
public final class FrameDecoder {
  /** The longest header that the format can express. */
  public static final int MAX_HEADER = 0xFFFFFF;

  /** The longest frame by default, its length field included: 16 MiB. */
  public static final int MAX_FRAME = 16 * 1024 * 1024;

  /** Code, language, version, opaque, flag and two lengths of the binary header. */
  private static final int BINARY_FIXED = 21;

  // Members of the JSON header.
  private static final int CODE = 0;
  private static final int VERSION = 1;
  private static final int OPAQUE = 2;
  private static final int FLAG = 3;
  private static final int NUMBERS = 4;
  private static final int LANGUAGE = 4;
  private static final int REMARK = 5;
  private static final int FIELDS = 6;
  private static final int FIELD = 7; // a member of extFields
  private static final int UNKNOWN = 8;

  private final Frame frame = new Frame();
  private final SpanFields spans = new SpanFields();
  private final HeaderShape shape = new HeaderShape();
  private final JsonReader reader = new JsonReader(new byte[0]);
  private final int[] numbers = new int[NUMBERS]; // of the JSON header

  /**
   * Reads a frame that is a view of {@code bytes}, valid until the next one is read.
   *
   * @param from where the frame begins, behind its length field
   * @param length the value of the length field
   * @throws MalformedException when the bytes are not a frame; the connection they came from is
   *     then of no more use
   */
  public Frame decode(byte[] bytes, int from, int length) {
    if (length < 4) {
      throw new MalformedException("frame length " + length + " is less than 4");
    }
    int word = BigEndian.int32(bytes, from);
    int headerLength = word & MAX_HEADER;
    int form = word >>> 24;
    if (headerLength > length - 4) {
      throw new MalformedException(
          "header length " + headerLength + " is more than the frame has: " + (length - 4));
    }
    int bodyFrom = from + 4 + headerLength;
    int bodyLength = length - 4 - headerLength;
    if (form == HeaderForm.JSON.type()) {
      return shape.matches(bytes, from + 4, bodyFrom, spans)
          ? shape.show(frame, spans, bytes, bodyFrom, bodyLength)
          : json(bytes, from + 4, headerLength, bodyFrom, bodyLength);
    }
    if (form == HeaderForm.ROCKETMQ.type()) {
      return binary(bytes, from + 4, headerLength, bodyFrom, bodyLength);
    }
    throw new MalformedException("header type " + form + " is neither 0 (JSON) nor 1 (binary)");
  }

  // One loop, with one place for the values of all members, those of extFields included: a compiler
  // would put all of a reader into each further place.
  private Frame json(byte[] bytes, int from, int length, int bodyFrom, int bodyLength) {
    JsonReader in = reader;
    in.reset(bytes, from, length);
    shape.begin(from);
    Arrays.fill(numbers, 0);
    Language language = Language.OTHER;
    String remark = null;
    Fields fields = Fields.NONE;
    boolean inFields = false;
    in.object();
    while (true) {
      if (in.member()) {
        int member = inFields ? FIELD : member(in.name());
        if (member == UNKNOWN) {
          in.skip();
        } else if (!in.isNull()) {
          if (member == FIELDS) {
            if (fields != Fields.NONE) {
              shape.giveUp(); // The second ones replace the first.
            }
            in.object();
            fields = spans.clear(bytes);
            inFields = true;
          } else {
            in.textSpan();
            switch (member) {
              case FIELD -> {
                spans.add(in.name(), in.spanFrom(), in.spanTo(), in.spanEscaped());
                shape.value(in.name(), bytes, in.spanFrom(), in.spanTo());
              }
              case OPAQUE -> {
                numbers[OPAQUE] = in.spanInt32();
                shape.value(null, bytes, in.spanFrom(), in.spanTo());
              }
              case LANGUAGE -> language = Language.of(in.spanRecentText());
              case REMARK -> {
                remark = in.spanText();
                shape.giveUp();
              }
              default -> numbers[member] = in.spanInt32();
            }
          }
        }
      } else if (inFields) {
        inFields = false;
      } else {
        break;
      }
    }
    in.end();
    frame.show(
        numbers[CODE],
        language,
        numbers[VERSION],
        numbers[OPAQUE],
        numbers[FLAG],
        remark,
        fields,
        bytes,
        bodyFrom,
        bodyLength);
    shape.end(bytes, from + length, frame, fields != Fields.NONE);
    return frame;
  }

  private static int member(String name) {
    return switch (name) {
      case "code" -> CODE;
      case "language" -> LANGUAGE;
      case "version" -> VERSION;
      case "opaque" -> OPAQUE;
      case "flag" -> FLAG;
      case "remark" -> REMARK;
      case "extFields" -> FIELDS;
      default -> UNKNOWN;
    };
  }

  private Frame binary(byte[] bytes, int from, int length, int bodyFrom, int bodyLength) {
    if (length < BINARY_FIXED) {
      throw new MalformedException(
          "binary header of " + length + " bytes is shorter than " + BINARY_FIXED);
    }
    int end = from + length;
    int remarkAt = from + 17;
    int remarkLength = part(bytes, from + 13, remarkAt, end - 4);
    int fieldsAt = remarkAt + remarkLength + 4;
    int fieldsLength = part(bytes, fieldsAt - 4, fieldsAt, end);
    String remark =
        remarkLength == 0
            ? null
            : new String(bytes, remarkAt, remarkLength, StandardCharsets.UTF_8);
    return frame.show(
        BigEndian.int16(bytes, from),
        Language.of(bytes[from + 2]),
        BigEndian.int16(bytes, from + 3),
        BigEndian.int32(bytes, from + 5),
        BigEndian.int32(bytes, from + 9),
        remark,
        binaryFields(bytes, fieldsAt, fieldsAt + fieldsLength),
        bytes,
        bodyFrom,
        bodyLength);
  }

  private Fields binaryFields(byte[] bytes, int from, int end) {
    if (from == end) {
      return Fields.NONE;
    }
    SpanFields fields = spans.clear(bytes);
    int at = from;
    while (at < end) {
      if (end - at < 2) {
        throw new MalformedException("binary header ends inside a field");
      }
      int nameLength = BigEndian.int16(bytes, at);
      int nameAt = at + 2;
      int valueAt = nameAt + nameLength + 4;
      if (nameLength < 0 || valueAt > end) {
        throw new MalformedException(
            "field name of " + nameLength + " bytes does not fit the header");
      }
      int valueLength = part(bytes, valueAt - 4, valueAt, end);
      // Empty names and values count as absent (protocol 1.4).
      if (nameLength > 0 && valueLength > 0) {
        String name = RecentText.of(bytes, nameAt, nameAt + nameLength);
        fields.add(name, valueAt, valueAt + valueLength, false);
      }
      at = valueAt + valueLength;
    }
    return fields;
  }

  /**
   * Reads a length at {@code lengthAt} and checks that so many bytes lie between {@code from} and
   * {@code end}.
   */
  private static int part(byte[] bytes, int lengthAt, int from, int end) {
    int length = BigEndian.int32(bytes, lengthAt);
    if (length < 0 || length > end - from) {
      throw new MalformedException("a part of " + length + " bytes does not fit the binary header");
    }
    return length;
  }

  /**
   * Returns a text that says what a length field holds when it is out of bounds, or null when it is
   * fine.
   */
  static @Nullable String wrongLength(int length, int maxFrame) {
    if (length < 4) {
      return "frame length " + length + " is less than 4";
    }
    return length > maxFrame - 4
        ? "frame of " + (length + 4L) + " bytes is longer than the limit of " + maxFrame
        : null;
  }
}
