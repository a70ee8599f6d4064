package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as requests and files carry it (protocol b 12.3). What is absent in a change stays as it
 * is.
 *
 * @param password in clear, because signatures are made with it
 * @param userType {@code Super} or {@code Normal}
 * @param userStatus {@code enable} or {@code disable}
 */
public record UserInfo(
    @Nullable String username,
    @Nullable String password,
    @Nullable String userType,
    @Nullable String userStatus) {
  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static UserInfo parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static UserInfo parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, UserInfo::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, UserInfo::write);
  }

  /** Writes a list of users as a body. */
  public static byte[] writeAll(List<UserInfo> users) {
    return Json.dialect(users, (all, out) -> Json.array(all, out, UserInfo::write));
  }

  /** Reads one from the middle of a text. */
  public static UserInfo read(JsonReader in) {
    String username = null;
    String password = null;
    String userType = null;
    String userStatus = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "username" -> username = in.text();
        case "password" -> password = in.text();
        case "userType" -> userType = in.text();
        case "userStatus" -> userStatus = in.text();
        default -> in.skip();
      }
    }
    return new UserInfo(username, password, userType, userStatus);
  }

  void write(JsonWriter out) {
    out.object()
        .member("password", password)
        .member("userStatus", userStatus)
        .member("userType", userType)
        .member("username", username)
        .endObject();
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "user " + username + ", " + userType + ", " + userStatus;
  }
}
