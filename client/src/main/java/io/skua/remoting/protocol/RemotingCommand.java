package io.skua.remoting.protocol;

import io.skua.remoting.CommandCustomHeader;
import io.skua.remoting.exception.RemotingCommandException;
import io.skua.wire.MalformedException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameDecoder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One request or answer as an {@link io.skua.remoting.RPCHook} sees it. Code, fields, remark and
 * body can be changed; what else is in it belongs to the connection. Programs and tests can make
 * commands of their own; there is nothing here that would send them. Not thread-safe: one from a
 * connection is valid while the hook runs.
 */
@SuppressWarnings("NonApiType") // hooks are compiled against a HashMap
public class RemotingCommand {
  /** System property: {@code JSON} or {@code ROCKETMQ}, the form of the headers that are sent. */
  public static final String SERIALIZE_TYPE_PROPERTY = "rocketmq.serialize.type";

  /** Environment variable that counts where {@link #SERIALIZE_TYPE_PROPERTY} is not set. */
  public static final String SERIALIZE_TYPE_ENV = "ROCKETMQ_SERIALIZE_TYPE";

  /** System property for the version of commands that programs make. */
  public static final String REMOTING_VERSION_KEY = "rocketmq.remoting.version";

  private static final int RESPONSE = 1;
  private static final int ONE_WAY = 2;
  private static final AtomicInteger IDS = new AtomicInteger();

  private LanguageCode language = LanguageCode.JAVA;
  private int version;
  private int opaque;
  private int flag;
  private int code;
  private SerializeType serializeType = SerializeType.JSON;
  private @Nullable CommandCustomHeader customHeader;
  private @Nullable String remark;
  private HashMap<String, String> extFields = new HashMap<>();
  private byte @Nullable [] body;

  /** Creates a request of code 0 that has a number of its own, for subclasses. */
  protected RemotingCommand() {
    opaque = createNewRequestId();
  }

  /** Creates a command with everything but its body and remark. */
  protected RemotingCommand(
      int code,
      LanguageCode language,
      int version,
      int opaque,
      int flag,
      HashMap<String, String> extFields) {
    this.code = code;
    this.language = language;
    this.version = version;
    this.opaque = opaque;
    this.flag = flag;
    this.extFields = extFields;
  }

  // --- for programs and tests that make commands

  /** Returns a new request with a number of its own; its fields are those of the header. */
  public static RemotingCommand createRequestCommand(
      int code, @Nullable CommandCustomHeader customHeader) {
    RemotingCommand command = new RemotingCommand();
    command.setCode(code);
    command.writeCustomHeader(customHeader);
    command.makeCustomHeaderToNet();
    setCmdVersion(command);
    return command;
  }

  /** Returns a new answer; its fields are those of the header. */
  public static RemotingCommand createResponseCommandWithHeader(
      int code, @Nullable CommandCustomHeader customHeader) {
    RemotingCommand command = createRequestCommand(code, customHeader);
    command.markResponseType();
    return command;
  }

  /** Returns a new answer. */
  public static RemotingCommand createResponseCommand(int code, @Nullable String remark) {
    RemotingCommand command = createResponseCommandWithHeader(code, null);
    command.setRemark(remark);
    return command;
  }

  /**
   * Returns a new answer with an empty header, see {@link #readCustomHeader}.
   *
   * @param classHeader has a constructor without parameters; null for none
   */
  public static RemotingCommand createResponseCommand(
      int code,
      @Nullable String remark,
      @Nullable Class<? extends CommandCustomHeader> classHeader) {
    RemotingCommand command = createResponseCommand(code, remark);
    if (classHeader != null) {
      try {
        command.writeCustomHeader(HeaderFields.make(classHeader));
      } catch (RemotingCommandException e) {
        throw new IllegalArgumentException("an answer cannot have this header: " + e, e);
      }
    }
    return command;
  }

  /** Returns a new answer that says that nobody has given it a code yet. */
  public static RemotingCommand createResponseCommand(
      @Nullable Class<? extends CommandCustomHeader> classHeader) {
    return createResponseCommand(
        ResponseCode.SYSTEM_ERROR, "not set any response code", classHeader);
  }

  /** Returns a new answer of a failure, with an empty header. */
  public static RemotingCommand buildErrorResponse(
      int code,
      @Nullable String remark,
      @Nullable Class<? extends CommandCustomHeader> classHeader) {
    return createResponseCommand(code, remark, classHeader);
  }

  /** Returns a new answer of a failure. */
  public static RemotingCommand buildErrorResponse(int code, @Nullable String remark) {
    return createResponseCommand(code, remark);
  }

  /** Gives a command the version that {@link #REMOTING_VERSION_KEY} names, if it does. */
  protected static void setCmdVersion(RemotingCommand cmd) {
    cmd.setVersion(Integer.getInteger(REMOTING_VERSION_KEY, cmd.getVersion()));
  }

  /** Returns the form of the headers that clients send from now on, by property or environment. */
  public static SerializeType getSerializeTypeConfigInThisServer() {
    String name = System.getProperty(SERIALIZE_TYPE_PROPERTY, System.getenv(SERIALIZE_TYPE_ENV));
    return SerializeType.ROCKETMQ.name().equals(name) ? SerializeType.ROCKETMQ : SerializeType.JSON;
  }

  /**
   * Reads a frame without its first word, the length.
   *
   * @throws RemotingCommandException when the bytes are not a frame
   */
  public static RemotingCommand decode(byte[] array) throws RemotingCommandException {
    Frame frame;
    try {
      frame = new FrameDecoder().decode(array, 0, array.length);
    } catch (MalformedException e) {
      throw new RemotingCommandException("these bytes are not a frame: " + e.getMessage(), e);
    }
    RemotingCommand command =
        new RemotingCommand(
            frame.code(),
            LanguageCode.valueOf(frame.language().name()),
            frame.version(),
            frame.opaque(),
            frame.flag(),
            new HashMap<>(frame.fields().toMap()));
    command.setRemark(frame.remark());
    command.setSerializeTypeCurrentRPC(array[0] == 0 ? SerializeType.JSON : SerializeType.ROCKETMQ);
    command.setBody(frame.hasBody() ? frame.bodyBytes() : null);
    return command;
  }

  /** As {@link #decode(byte[])}, of what is left in a buffer. */
  public static RemotingCommand decode(ByteBuffer byteBuffer) throws RemotingCommandException {
    byte[] bytes = new byte[byteBuffer.remaining()];
    byteBuffer.get(bytes);
    return decode(bytes);
  }

  /** Returns a number for a request, which differs from those before. */
  public static int createNewRequestId() {
    return IDS.getAndIncrement();
  }

  /** Returns the length of the header in the second word of a frame (protocol 1.2). */
  public static int getHeaderLength(int length) {
    return length & 0xFFFFFF;
  }

  /** Returns the form of the header in the second word of a frame, or null if it is not known. */
  public static @Nullable SerializeType getProtocolType(int source) {
    return SerializeType.valueOf((byte) (source >>> 24));
  }

  /** Returns the second word of a frame. */
  public static int markProtocolType(int source, SerializeType type) {
    return type.getCode() << 24 | getHeaderLength(source);
  }

  // --- the fields as an object

  /** Returns the header that was set, or that the last decoding has brought; or null. */
  public @Nullable CommandCustomHeader readCustomHeader() {
    return customHeader;
  }

  /** Sets the header; {@link #makeCustomHeaderToNet} puts its fields among the others. */
  public void writeCustomHeader(@Nullable CommandCustomHeader customHeader) {
    this.customHeader = customHeader;
  }

  /**
   * Returns the fields as an object.
   *
   * @param classHeader has a constructor without parameters, and fields that are strings, numbers
   *     or truth values
   * @throws RemotingCommandException when a field does not fit, or the object finds one wrong
   */
  public <T extends CommandCustomHeader> T decodeCommandCustomHeader(Class<T> classHeader)
      throws RemotingCommandException {
    T header = HeaderFields.read(extFields, classHeader);
    customHeader = header;
    return header;
  }

  /** As {@link #decodeCommandCustomHeader(Class)}; there is no other way that is faster. */
  public <T extends CommandCustomHeader> T decodeCommandCustomHeader(
      Class<T> classHeader, boolean useFastEncode) throws RemotingCommandException {
    return decodeCommandCustomHeader(classHeader);
  }

  /** As {@link #decodeCommandCustomHeader(Class)}. */
  public <T extends CommandCustomHeader> T decodeCommandCustomHeaderDirectly(
      Class<T> classHeader, boolean useFastEncode) throws RemotingCommandException {
    return decodeCommandCustomHeader(classHeader);
  }

  /** Puts the fields of the header that was set among {@link #getExtFields}. */
  public void makeCustomHeaderToNet() {
    if (customHeader != null) {
      HeaderFields.write(customHeader, extFields);
    }
  }

  // --- what it says

  /** Returns the code of the request or answer (protocol 1.8, 2). */
  public int getCode() {
    return code;
  }

  /** Sets the code. */
  public void setCode(int code) {
    this.code = code;
  }

  /** Returns the language of the sender. */
  public LanguageCode getLanguage() {
    return language;
  }

  /** Sets the language of the sender, for commands that a program makes. */
  public void setLanguage(LanguageCode language) {
    this.language = language;
  }

  /** Returns the version of the sender as a number (protocol 1.7). */
  public int getVersion() {
    return version;
  }

  /** Sets the version of the sender, for commands that a program makes. */
  public void setVersion(int version) {
    this.version = version;
  }

  /**
   * Returns the number that ties an answer to its request; 0 in a request, which gets its number
   * when it is written.
   */
  public int getOpaque() {
    return opaque;
  }

  /** Sets the number, for commands that a program makes; that of a connection's is its own. */
  public void setOpaque(int opaque) {
    this.opaque = opaque;
  }

  /** Returns the flag bits: 1 for an answer, 2 for a one-way request (protocol 1.5). */
  public int getFlag() {
    return flag;
  }

  /** Sets the flag bits, for commands that a program makes. */
  public void setFlag(int flag) {
    this.flag = flag;
  }

  /** Makes this an answer. */
  public void markResponseType() {
    flag |= RESPONSE;
  }

  /** Makes this a request that nobody answers. */
  public void markOnewayRPC() {
    flag |= ONE_WAY;
  }

  /** Says what this is. */
  public RemotingCommandType getType() {
    return isResponseType()
        ? RemotingCommandType.RESPONSE_COMMAND
        : RemotingCommandType.REQUEST_COMMAND;
  }

  /** Returns the form of the header; JSON unless set. */
  public SerializeType getSerializeTypeCurrentRPC() {
    return serializeType;
  }

  /** Sets the form of the header, for commands that a program makes. */
  public void setSerializeTypeCurrentRPC(SerializeType serializeTypeCurrentRPC) {
    this.serializeType = serializeTypeCurrentRPC;
  }

  /** Tells whether this is an answer. */
  public boolean isResponseType() {
    return (flag & RESPONSE) != 0;
  }

  /** Tells whether this is a request that nobody answers. */
  public boolean isOnewayRPC() {
    return (flag & ONE_WAY) != 0;
  }

  /** Returns the text for people, or null. */
  public @Nullable String getRemark() {
    return remark;
  }

  /** Sets the text for people. */
  public void setRemark(@Nullable String remark) {
    this.remark = remark;
  }

  /** Returns the body, not a copy, or null when there is none. */
  public byte @Nullable [] getBody() {
    return body;
  }

  /** Sets the body; it is not copied. */
  public void setBody(byte @Nullable [] body) {
    this.body = body;
  }

  /** Returns the fields of the header by name; changes of the map are changes of the command. */
  public HashMap<String, String> getExtFields() {
    return extFields;
  }

  /** Replaces the fields. */
  public void setExtFields(HashMap<String, String> extFields) {
    this.extFields = extFields;
  }

  /** Sets a field; a value of null takes it away. */
  public void addExtField(String key, @Nullable String value) {
    if (value == null) {
      extFields.remove(key);
    } else {
      extFields.put(key, value);
    }
  }

  /** Sets a field unless there is one of that name. */
  public void addExtFieldIfNotExist(String key, String value) {
    extFields.putIfAbsent(key, value);
  }

  @Override
  public String toString() {
    return "RemotingCommand [code="
        + code
        + ", language="
        + language
        + ", version="
        + version
        + ", opaque="
        + opaque
        + ", flag="
        + flag
        + ", remark="
        + remark
        + ", extFields="
        + extFields.keySet()
        + "]";
  }
}
