package io.skua.server.access;

import io.skua.wire.MalformedException;
import io.skua.wire.body.AclInfo;
import io.skua.wire.body.UserInfo;
import io.skua.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users and what they may do, as the text of a file: a JSON object with the lists {@code users} and
 * {@code acls}, whose elements have the members of the administrators' requests (protocol b 12.3).
 * Immutable.
 *
 * <pre>{@code
 * {
 * "users": [
 * {"username":"admin","password":"secret","userType":"Super"},
 * {"username":"app","password":"other"}
 * ],
 * "acls": [
 * {"subject":"User:app","policies":[{"entries":[
 *   {"resource":"Topic:orders*","actions":["Pub","Sub"],"decision":"Allow"}]}]}
 * ]
 * }
 * }</pre>
 *
 * @param users by name
 * @param permissions by the name of a user that is there
 */
public record AccessTable(Map<String, User> users, Map<String, Permissions> permissions) {
  /** Nobody. */
  public static final AccessTable EMPTY = new AccessTable(Map.of(), Map.of());

  private static final String USER = "User:";

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException when it is not understood, or says what cannot be
   */
  public static AccessTable parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonReader in = new JsonReader(bytes, 0, bytes.length);
    List<UserInfo> users = new ArrayList<>();
    List<AclInfo> acls = new ArrayList<>();
    try {
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "users" -> readUsers(in, users);
          case "acls" -> readAcls(in, acls);
          default ->
              throw new IllegalArgumentException(
                  "there is a member " + in.name() + "; only users and acls are known");
        }
      }
      in.end();
    } catch (MalformedException e) {
      throw new IllegalArgumentException("it is not JSON of that form: " + e.getMessage(), e);
    }
    return of(users, acls);
  }

  private static void readUsers(JsonReader in, List<UserInfo> users) {
    in.array();
    while (in.element()) {
      users.add(UserInfo.read(in));
    }
  }

  private static void readAcls(JsonReader in, List<AclInfo> acls) {
    in.array();
    while (in.element()) {
      acls.add(AclInfo.read(in));
    }
  }

  private static AccessTable of(List<UserInfo> infos, List<AclInfo> acls) {
    Map<String, User> users = new LinkedHashMap<>();
    for (UserInfo info : infos) {
      try {
        User user = User.of(info);
        if (users.put(user.name(), user) != null) {
          throw new IllegalArgumentException("it is there twice");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("user " + info.username() + ": " + e.getMessage(), e);
      }
    }
    Map<String, Permissions> permissions = new LinkedHashMap<>();
    for (AclInfo acl : acls) {
      try {
        String name = subject(acl.subject());
        if (!users.containsKey(name)) {
          throw new IllegalArgumentException("there is no such user");
        }
        permissions.merge(name, Permissions.NONE.with(acl), (one, two) -> one.with(acl));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("ACL of " + acl.subject() + ": " + e.getMessage(), e);
      }
    }
    return new AccessTable(users, permissions);
  }

  /**
   * Returns the user that a subject names.
   *
   * @throws IllegalArgumentException when it is no user
   */
  static String subject(@Nullable String subject) {
    if (subject == null
        || !subject.regionMatches(true, 0, USER, 0, USER.length())
        || subject.length() == USER.length()) {
      throw new IllegalArgumentException("the subject " + subject + " is not User:<name>");
    }
    return subject.substring(USER.length());
  }

  /** Returns this table with one more super user, or with a new password of that one. */
  public AccessTable withSuperUser(String name, String password) {
    return with(User.of(new UserInfo(name, password, "Super", "enable")));
  }

  /** Returns this table with all that another one says; of users in both, only what it says. */
  AccessTable with(AccessTable other) {
    Map<String, User> newUsers = new LinkedHashMap<>(users);
    newUsers.putAll(other.users);
    Map<String, Permissions> all = new LinkedHashMap<>(permissions);
    all.keySet().removeAll(other.users.keySet());
    all.putAll(other.permissions);
    return new AccessTable(newUsers, all);
  }

  AccessTable with(User user) {
    Map<String, User> all = new LinkedHashMap<>(users);
    all.put(user.name(), user);
    return new AccessTable(all, permissions);
  }

  AccessTable with(String user, Permissions changed) {
    Map<String, Permissions> all = new LinkedHashMap<>(permissions);
    if (changed.isEmpty()) {
      all.remove(user);
    } else {
      all.put(user, changed);
    }
    return new AccessTable(users, all);
  }

  AccessTable without(String user) {
    Map<String, User> fewer = new LinkedHashMap<>(users);
    fewer.remove(user);
    return new AccessTable(fewer, permissions).with(user, Permissions.NONE);
  }

  Permissions permissionsOf(String user) {
    return permissions.getOrDefault(user, Permissions.NONE);
  }

  /** Returns the text, with a line for each user and each ACL. */
  String text() {
    List<String> userLines = new ArrayList<>();
    users.values().forEach(user -> userLines.add(utf8(user.info(true).write())));
    List<String> aclLines = new ArrayList<>();
    permissions.forEach((name, each) -> aclLines.add(utf8(each.info(name, "").write())));
    return "{\n\"users\": [\n"
        + String.join(",\n", userLines)
        + "\n],\n\"acls\": [\n"
        + String.join(",\n", aclLines)
        + "\n]\n}\n";
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
