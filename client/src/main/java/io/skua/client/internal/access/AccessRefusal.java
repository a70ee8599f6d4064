package io.skua.client.internal.access;

import io.skua.wire.code.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * A server's refusal because of who asks. Servers use one code for this and for other things, so
 * the text decides (protocol b 13.3; servers before 5.3 put an exception's name into it).
 *
 * @param kind what is refused
 * @param user the user that the server names, or else the client, or null
 * @param resource what it names as {@code Topic:name} or the like, or null
 * @param remark the whole text
 */
public record AccessRefusal(
    Kind kind, @Nullable String user, @Nullable String resource, String remark) {
  /** What is refused. */
  public enum Kind {
    /** The request has no credentials. */
    NO_CREDENTIALS,
    /** The server does not know the user. */
    UNKNOWN_USER,
    /** The user may not do anything at present. */
    DISABLED_USER,
    /** The signature is not the user's. */
    WRONG_SIGNATURE,
    /** The user is who it says, and may not do this. */
    NO_PERMISSION;

    /** Says whether another server would see it the same, because it is about who asks. */
    public boolean isCredentials() {
      return this != NO_PERMISSION;
    }
  }

  private static final String USER = "User:";
  private static final String DENIED = " has no permission to access ";
  private static final String OLD = "AclException";

  /** Reads a refusal; returns null for one that is about something else. */
  public static @Nullable AccessRefusal of(int code, @Nullable String remark) {
    if (remark == null) {
      return null;
    }
    if (code == ResponseCode.NO_PERMISSION) {
      return current(remark);
    }
    return code == ResponseCode.SYSTEM_ERROR && remark.contains(OLD) ? old(remark) : null;
  }

  /** Returns this refusal with a user, if the server has named none. */
  public AccessRefusal orUser(@Nullable String own) {
    return user == null ? new AccessRefusal(kind, own, resource, remark) : this;
  }

  private static @Nullable AccessRefusal current(String remark) {
    if (remark.startsWith("username cannot be null")) {
      return new AccessRefusal(Kind.NO_CREDENTIALS, null, null, remark);
    }
    if (remark.startsWith("check signature failed")) {
      return new AccessRefusal(Kind.WRONG_SIGNATURE, null, null, remark);
    }
    if (!remark.startsWith(USER)) {
      return null;
    }
    int denied = remark.indexOf(DENIED);
    if (denied > 0) {
      String user = remark.substring(USER.length(), denied);
      return new AccessRefusal(
          Kind.NO_PERMISSION, user, until(" from ", remark, denied + DENIED.length()), remark);
    }
    int unknown = remark.indexOf(" is not found");
    if (unknown > 0) {
      return new AccessRefusal(
          Kind.UNKNOWN_USER, remark.substring(USER.length(), unknown), null, remark);
    }
    int disabled = remark.indexOf(" is disabled");
    return disabled < 0
        ? null
        : new AccessRefusal(
            Kind.DISABLED_USER, remark.substring(USER.length(), disabled), null, remark);
  }

  private static String until(String end, String remark, int from) {
    int to = remark.indexOf(end, from);
    return to < 0 ? remark.substring(from) : remark.substring(from, to);
  }

  private static AccessRefusal old(String remark) {
    boolean signature = remark.contains("ignature");
    boolean unknown = remark.contains("No acl config");
    Kind kind = signature ? Kind.WRONG_SIGNATURE : unknown ? Kind.UNKNOWN_USER : Kind.NO_PERMISSION;
    return new AccessRefusal(kind, null, null, remark);
  }
}
