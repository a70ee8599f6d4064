package io.skua.wire.frame;

import io.skua.wire.Output;
import io.skua.wire.code.Language;
import io.skua.wire.header.Fields;
import io.skua.wire.json.Decimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header that was read last, as what stands around its opaque and the values of its
 * fields. In a stream of headers only those differ: the next one is compared piece by piece, where
 * it would have to be read name by name. One that differs in anything else is not of this shape; it
 * is read as a whole, and learnt. Not thread-safe.
 */
final class HeaderShape {
  private static final int MOST_VALUES = 64;
  private static final int MOST_BYTES = 2048; // as long as the connection lives
  private static final byte BARE = 0; // no quotes around it

  private final Output pieces = new Output(0); // one behind the other
  private int[] ends = {}; // of the piece before each value
  private byte[] quotes = {};
  private @Nullable String[] names = {}; // of the fields; null is the opaque
  private int values;
  private boolean learning;
  private int learntTo;
  private boolean known;

  // What all headers of the shape have in common.
  private int code;
  private Language language = Language.OTHER;
  private int version;
  private int flag;
  private boolean hasFields;

  private long opaque; // of the header that was compared last

  /** Begins to learn the header that begins there. */
  void begin(int from) {
    known = false;
    learning = true;
    learntTo = from;
    values = 0;
    pieces.truncate(0);
  }

  /** Does not learn this header after all. */
  void giveUp() {
    learning = false;
  }

  /** Takes in where a value is: of a field, or with null as name of the opaque. */
  void value(@Nullable String name, byte[] bytes, int from, int to) {
    if (!takeIn(bytes, from) || values == MOST_VALUES) {
      giveUp();
      return;
    }
    if (values == ends.length) {
      int room = Math.max(8, values * 2);
      ends = Arrays.copyOf(ends, room);
      quotes = Arrays.copyOf(quotes, room);
      names = Arrays.copyOf(names, room);
    }
    byte before = bytes[from - 1];
    ends[values] = pieces.size();
    quotes[values] = before == '"' || before == '\'' ? before : BARE;
    names[values] = name;
    values++;
    learntTo = to;
  }

  private boolean takeIn(byte[] bytes, int to) {
    int length = to - learntTo;
    if (!learning || pieces.size() + length > MOST_BYTES) {
      return false;
    }
    pieces.bytes(bytes, learntTo, length);
    return true;
  }

  /** Has learnt the header, which ends there, from the frame that shows it. */
  void end(byte[] bytes, int to, Frame frame, boolean withFields) {
    known = takeIn(bytes, to);
    code = frame.code();
    language = frame.language();
    version = frame.version();
    flag = frame.flag();
    hasFields = withFields;
  }

  /** Says whether a header is of this shape; if it is, its fields are found. */
  boolean matches(byte[] bytes, int from, int to, SpanFields found) {
    if (!known) {
      return false;
    }
    found.clear(bytes);
    opaque = 0;
    byte[] expected = pieces.array();
    int at = from;
    int piece = 0;
    for (int i = 0; i < values; i++) {
      int value = at + ends[i] - piece;
      if (value > to || !Arrays.equals(bytes, at, value, expected, piece, ends[i])) {
        return false;
      }
      piece = ends[i];
      byte quote = quotes[i];
      boolean escaped = false;
      at = value;
      while (at < to && (quote == BARE ? isOfNumber(bytes[at]) : bytes[at] != quote)) {
        if (bytes[at] == '\\') {
          escaped = true;
          at++;
        }
        at++;
      }
      if (at >= to || (quote == BARE && at == value)) {
        return false;
      }
      String name = names[i];
      if (name == null) {
        opaque = Decimal.parse(bytes, value, at);
      } else {
        found.add(name, value, at, escaped);
      }
    }
    return to - at == pieces.size() - piece
        && Arrays.equals(bytes, at, to, expected, piece, pieces.size())
        && opaque == (int) opaque;
  }

  // Words and fractions have more: then what is expected behind the number is not there.
  private static boolean isOfNumber(byte c) {
    return c == '-' || (c >= '0' && c <= '9');
  }

  /** Has a frame show the header that was of this shape, with a body. */
  Frame show(Frame frame, SpanFields found, byte[] bytes, int bodyFrom, int bodyLength) {
    return frame.show(
        code,
        language,
        version,
        (int) opaque,
        flag,
        null,
        hasFields ? found : Fields.NONE,
        bytes,
        bodyFrom,
        bodyLength);
  }
}
