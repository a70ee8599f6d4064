package io.skua.server.access;

import io.skua.wire.body.UserInfo;
import org.jspecify.annotations.Nullable;

/**
 * A user of this server.
 *
 * @param password in clear: signatures are made with it
 * @param superUser whether it may do everything
 * @param enabled whether it may do anything
 */
record User(String name, String password, boolean superUser, boolean enabled) {
  private static final String SUPER = "Super";
  private static final String NORMAL = "Normal";
  private static final String ENABLE = "enable";
  private static final String DISABLE = "disable";

  /**
   * Makes a user, normal and enabled unless told otherwise.
   *
   * @throws IllegalArgumentException when something is missing or not known
   */
  static User of(UserInfo info) {
    String name = info.username();
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("username can not be blank");
    }
    return new User(name, "", false, true).with(info);
  }

  /**
   * Returns this user with what a change says.
   *
   * @throws IllegalArgumentException when it is not known, or there is no password then
   */
  User with(UserInfo change) {
    String told = change.password();
    String secret = told == null || told.isBlank() ? password : told;
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("password can not be blank");
    }
    return new User(
        name,
        secret,
        choice("userType", change.userType(), SUPER, NORMAL, superUser),
        choice("userStatus", change.userStatus(), ENABLE, DISABLE, enabled));
  }

  private static boolean choice(
      String what, @Nullable String text, String yes, String no, boolean otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    if (!text.equalsIgnoreCase(yes) && !text.equalsIgnoreCase(no)) {
      throw new IllegalArgumentException(
          "the " + what + " " + text + " is neither " + yes + " nor " + no);
    }
    return text.equalsIgnoreCase(yes);
  }

  /** Returns the user as it travels, with or without the password. */
  UserInfo info(boolean withPassword) {
    return new UserInfo(
        name,
        withPassword ? password : null,
        superUser ? SUPER : NORMAL,
        enabled ? ENABLE : DISABLE);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "User:" + name;
  }
}
