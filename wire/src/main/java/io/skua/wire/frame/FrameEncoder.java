package io.skua.wire.frame;

import io.skua.wire.Output;
import io.skua.wire.code.Language;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames in one header form, from the header records into the output: no map, no
 * intermediate text. Not thread-safe.
 */
public final class FrameEncoder {
  private final HeaderForm form;
  private final GatheredFields fields = new GatheredFields();

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
    GatheredFields members = fields.clear();
    members.number("code", frame.code());
    int from = members.size();
    if (!frame.fields().isEmpty()) {
      frame.fields().writeTo(members);
    }
    int to = members.size();
    members.number("flag", frame.flag());
    members.text("language", frame.language().name());
    members.number("opaque", opaque);
    members.optional("remark", frame.remark());
    members.text("serializeTypeCurrentRPC", "JSON");
    members.number("version", frame.version());
    members.json(out, from, to);
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
      frame.fields().writeTo(fields.clear());
      fields.binary(out);
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
}
