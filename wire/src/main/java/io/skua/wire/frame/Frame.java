package io.skua.wire.frame;

import io.skua.wire.code.Language;
import io.skua.wire.code.Version;
import io.skua.wire.header.Fields;
import io.skua.wire.header.Header;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request or response.
 *
 * <p>A frame that comes from the network is a view of the read buffer: its fields and body are
 * valid until the method that got it returns. {@link #retain()} copies what is to be kept; texts
 * read from its fields are ordinary strings and may be kept.
 */
public final class Frame {
  /** Flag bit of a response; without it the frame is a request (protocol 1.5). */
  public static final int RESPONSE = 1;

  /** Flag bit of a request that must never be answered. */
  public static final int ONE_WAY = 2;

  private static final byte[] NO_BODY = {};

  // Set once, but in the one frame of a decoder, which is a new view for every frame that it reads.
  private int code;
  private Language language = Language.JAVA;
  private int version;
  private int opaque;
  private int flag;
  private @Nullable String remark;
  private Fields fields = Fields.NONE;
  private byte[] body = NO_BODY;
  private int bodyFrom;
  private int bodyLength;

  Frame(
      int code,
      Language language,
      int version,
      int opaque,
      int flag,
      @Nullable String remark,
      Fields fields,
      byte[] body,
      int bodyFrom,
      int bodyLength) {
    show(code, language, version, opaque, flag, remark, fields, body, bodyFrom, bodyLength);
  }

  /** Makes a view that shows nothing yet. */
  Frame() {}

  /** Makes a decoder's view show what it has read. */
  Frame show(
      int code,
      Language language,
      int version,
      int opaque,
      int flag,
      @Nullable String remark,
      Fields fields,
      byte[] body,
      int bodyFrom,
      int bodyLength) {
    this.code = code;
    this.language = language;
    this.version = version;
    this.opaque = opaque;
    this.flag = flag;
    this.remark = remark;
    this.fields = fields;
    this.body = body;
    this.bodyFrom = bodyFrom;
    this.bodyLength = bodyLength;
    return this;
  }

  private static Frame ours(
      int code, int flag, @Nullable String remark, Fields fields, byte[] body) {
    return new Frame(
        code, Language.JAVA, Version.CURRENT, 0, flag, remark, fields, body, 0, body.length);
  }

  /** Makes a request without fields and body. */
  public static Frame request(int code) {
    return ours(code, 0, null, Fields.NONE, NO_BODY);
  }

  /** Makes a request with a header. */
  public static <Q> Frame request(int code, Header<Q> type, Q header) {
    return ours(code, 0, null, Fields.of(type, header), NO_BODY);
  }

  /** Makes a request with a body, which is not copied and must not change any more. */
  public static Frame request(int code, Fields fields, byte[] body) {
    return ours(code, 0, null, fields, body);
  }

  /** Makes a successful response without fields and body. */
  public static Frame success() {
    return response(0, null);
  }

  /** Makes a successful response with a header. */
  public static <Q> Frame success(Header<Q> type, Q header) {
    return success().withFields(Fields.of(type, header));
  }

  /** Makes a response with a code and a text for people. */
  public static Frame response(int code, @Nullable String remark) {
    return ours(code, RESPONSE, remark, Fields.NONE, NO_BODY);
  }

  /** Returns this frame with another code. */
  public Frame withCode(int other) {
    return new Frame(
        other, language, version, opaque, flag, remark, fields, body, bodyFrom, bodyLength);
  }

  /** Returns this frame with other fields. */
  public Frame withFields(Fields other) {
    return new Frame(
        code, language, version, opaque, flag, remark, other, body, bodyFrom, bodyLength);
  }

  /** Returns this frame with another body; it is not copied and must not change any more. */
  public Frame withBody(byte[] other) {
    return withBody(other, 0, other.length);
  }

  /** Returns this frame with a part of an array as body; it is not copied. */
  public Frame withBody(byte[] other, int from, int length) {
    return new Frame(code, language, version, opaque, flag, remark, fields, other, from, length);
  }

  /** Returns this frame with another text for people. */
  public Frame withRemark(@Nullable String other) {
    return new Frame(
        code, language, version, opaque, flag, other, fields, body, bodyFrom, bodyLength);
  }

  /** Returns this request marked as one-way. */
  public Frame oneWay() {
    return new Frame(
        code,
        language,
        version,
        opaque,
        flag | ONE_WAY,
        remark,
        fields,
        body,
        bodyFrom,
        bodyLength);
  }

  /** Returns a frame that owns all it refers to. */
  public Frame retain() {
    return new Frame(
        code,
        language,
        version,
        opaque,
        flag,
        remark,
        fields.isEmpty() ? Fields.NONE : Fields.of(fields.toMap()),
        bodyBytes(),
        0,
        bodyLength);
  }

  /** Returns the request or response code. */
  public int code() {
    return code;
  }

  /** Returns the sender's language. */
  public Language language() {
    return language;
  }

  /** Returns the sender's version as in {@link Version}. */
  public int version() {
    return version;
  }

  /**
   * Returns the number that ties a response to its request; 0 in a frame that has not been sent.
   */
  public int opaque() {
    return opaque;
  }

  /** Returns the flag bits. */
  public int flag() {
    return flag;
  }

  /** Says whether this is a response. */
  public boolean isResponse() {
    return (flag & RESPONSE) != 0;
  }

  /** Says whether this is a request that must not be answered. */
  public boolean isOneWay() {
    return (flag & ONE_WAY) != 0;
  }

  /** Returns the text for people, if any. */
  public @Nullable String remark() {
    return remark;
  }

  /** Returns the fields. */
  public Fields fields() {
    return fields;
  }

  /** Reads the fields as a record. */
  public <Q> Q header(Header<Q> type) {
    return type.read(fields);
  }

  /** Says whether there is a body; one of length 0 is none (protocol 1.2). */
  public boolean hasBody() {
    return bodyLength > 0;
  }

  /** Returns the length of the body in bytes. */
  public int bodyLength() {
    return bodyLength;
  }

  /**
   * Returns the array that holds the body, from {@link #bodyFrom()} on for {@link #bodyLength()}
   * bytes.
   */
  public byte[] bodyArray() {
    return body;
  }

  /** Returns where in {@link #bodyArray()} the body begins. */
  public int bodyFrom() {
    return bodyFrom;
  }

  /** Returns a copy of the body. */
  public byte[] bodyBytes() {
    return bodyLength == 0 ? NO_BODY : Arrays.copyOfRange(body, bodyFrom, bodyFrom + bodyLength);
  }

  @Override
  public String toString() {
    return (isResponse() ? "response " : isOneWay() ? "one-way " : "request ")
        + code
        + " #"
        + opaque
        + " "
        + fields
        + (remark == null ? "" : " \"" + remark + "\"")
        + (bodyLength == 0 ? "" : " + " + bodyLength + " bytes");
  }
}
