package io.skua.remoting.protocol;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * One request or answer as an {@link io.skua.remoting.RPCHook} sees it. Code, fields, remark and
 * body can be changed; what else is in it belongs to the connection. Not thread-safe: valid while
 * the hook runs.
 */
@SuppressWarnings("NonApiType") // hooks are compiled against a HashMap
public class RemotingCommand {
  private static final int RESPONSE = 1;
  private static final int ONE_WAY = 2;

  private final LanguageCode language;
  private final int version;
  private final int opaque;
  private final int flag;
  private int code;
  private @Nullable String remark;
  private HashMap<String, String> extFields;
  private byte @Nullable [] body;

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

  /** Returns the version of the sender as a number (protocol 1.7). */
  public int getVersion() {
    return version;
  }

  /**
   * Returns the number that ties an answer to its request; 0 in a request, which gets its number
   * when it is written.
   */
  public int getOpaque() {
    return opaque;
  }

  /** Returns the flag bits: 1 for an answer, 2 for a one-way request (protocol 1.5). */
  public int getFlag() {
    return flag;
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

  /** Does nothing: the fields of the header are always among {@link #getExtFields}. */
  public void makeCustomHeaderToNet() {}

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
