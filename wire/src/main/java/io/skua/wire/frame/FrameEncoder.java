package io.skua.wire.frame;

import io.skua.wire.Output;
import io.skua.wire.code.Language;
import io.skua.wire.header.FieldSink;
import io.skua.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames in one header form, straight from the header records into the output: no map, no
 * intermediate text. Not thread-safe.
 */
public final class FrameEncoder {
  private final HeaderForm form;
  private final JsonFields jsonFields = new JsonFields();
  private final BinaryFields binaryFields = new BinaryFields();

  /** Makes an encoder that writes the given form, or JSON where a code does not fit it. */
  public FrameEncoder(HeaderForm form) {
    this.form = form;
  }

  /**
   * Appends a frame under the given opaque.
   *
   * @return its length in bytes, the length field included
   * @throws IllegalArgumentException when the header does not fit the format; nothing is written
   */
  public int encode(Frame frame, int opaque, Output out) {
    int start = out.size();
    out.int32(0);
    out.int32(0);
    HeaderForm fitting = form.fitting(frame.code());
    int headerLength = -1;
    try {
      headerLength = header(frame, opaque, fitting, out);
    } finally {
      // Whatever went wrong, a part of a frame must never reach the peer.
      if (headerLength < 0) {
        out.truncate(start);
      }
    }
    out.bytes(frame.bodyArray(), frame.bodyFrom(), frame.bodyLength());
    int length = out.size() - start;
    out.patch32(start, length - 4);
    out.patch32(start + 4, fitting.type() << 24 | headerLength);
    return length;
  }

  private int header(Frame frame, int opaque, HeaderForm fitting, Output out) {
    int start = out.size();
    if (fitting == HeaderForm.JSON) {
      json(frame, opaque, out);
    } else {
      binary(frame, opaque, out);
    }
    int length = out.size() - start;
    if (length > FrameDecoder.MAX_HEADER) {
      throw new IllegalArgumentException(
          "the header takes "
              + length
              + " bytes; the format has room for "
              + FrameDecoder.MAX_HEADER);
    }
    return length;
  }

  private void json(Frame frame, int opaque, Output out) {
    out.ascii("{\"code\":");
    out.decimal(frame.code());
    if (!frame.fields().isEmpty()) {
      jsonFields.begin(out);
      frame.fields().writeTo(jsonFields);
      out.int8('}');
    }
    out.ascii(",\"flag\":");
    out.decimal(frame.flag());
    out.ascii(",\"language\":\"");
    out.ascii(frame.language().name());
    out.ascii("\",\"opaque\":");
    out.decimal(opaque);
    String remark = frame.remark();
    if (remark != null) {
      out.ascii(",\"remark\":\"");
      JsonWriter.escaped(out, remark, false);
      out.int8('"');
    }
    out.ascii(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":");
    out.decimal(frame.version());
    out.int8('}');
  }

  private void binary(Frame frame, int opaque, Output out) {
    out.int16(frame.code());
    Language language = frame.language();
    out.int8(language.code());
    out.int16(frame.version());
    out.int32(opaque);
    out.int32(frame.flag());
    lengthAndText(out, frame.remark());
    int fieldsAt = out.size();
    out.int32(0);
    if (!frame.fields().isEmpty()) {
      binaryFields.begin(out);
      frame.fields().writeTo(binaryFields);
      out.patch32(fieldsAt, out.size() - fieldsAt - 4);
    }
  }

  private static void lengthAndText(Output out, @Nullable String text) {
    int at = out.size();
    out.int32(0);
    if (text != null) {
      out.patch32(at, out.utf8(text));
    }
  }

  private static final class JsonFields implements FieldSink {
    private Output out = new Output(0);
    private boolean first;

    void begin(Output out) {
      this.out = out;
      this.first = true;
      out.ascii(",\"extFields\":{");
    }

    @Override
    public void text(String name, String value) {
      name(name);
      out.int8('"');
      JsonWriter.escaped(out, value, false);
      out.int8('"');
    }

    @Override
    public void number(String name, long value) {
      name(name);
      out.int8('"');
      out.decimal(value);
      out.int8('"');
    }

    private void name(String name) {
      if (!first) {
        out.int8(',');
      }
      first = false;
      out.int8('"');
      JsonWriter.escaped(out, name, false);
      out.int8('"');
      out.int8(':');
    }
  }

  private static final class BinaryFields implements FieldSink {
    private Output out = new Output(0);

    void begin(Output out) {
      this.out = out;
    }

    @Override
    public void text(String name, String value) {
      name(name);
      lengthAndText(out, value);
    }

    @Override
    public void number(String name, long value) {
      name(name);
      int at = out.size();
      out.int32(0);
      out.patch32(at, out.decimal(value));
    }

    private void name(String name) {
      int at = out.size();
      out.int16(0);
      int length = out.utf8(name);
      if (length > Short.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a field name takes "
                + length
                + " bytes; the binary form has room for "
                + Short.MAX_VALUE);
      }
      out.patch16(at, length);
    }
  }
}
