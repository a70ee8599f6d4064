package io.skua.server.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Who is let in (protocol b 13.3). Immutable; begins with {@link #NONE} or {@link #REQUIRED}.
 *
 * @param authentication whether requests must be signed by a user that the server knows
 * @param authorization whether users need permissions for what they do
 * @param open codes of requests that need neither
 * @param allowed codes of requests that need no permission
 * @param users users and permissions that are there from the start; what they say of a user counts
 *     more than what the server has kept of it
 */
public record AccessSettings(
    boolean authentication,
    boolean authorization,
    Set<Integer> open,
    Set<Integer> allowed,
    AccessTable users) {
  /** Everybody may do everything. */
  public static final AccessSettings NONE =
      new AccessSettings(false, false, Set.of(), Set.of(), AccessTable.EMPTY);

  /** Only users that the server knows may do what they have the permission for. */
  public static final AccessSettings REQUIRED =
      new AccessSettings(true, true, Set.of(), Set.of(), AccessTable.EMPTY);

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException for permissions without users who prove who they are
   */
  public AccessSettings {
    open = Set.copyOf(open);
    allowed = Set.copyOf(allowed);
    if (authorization && !authentication) {
      throw new IllegalArgumentException(
          "permissions need to know who asks; require authentication as well");
    }
  }

  /** Returns these settings with permissions required or not. */
  public AccessSettings withAuthorization(boolean required) {
    return new AccessSettings(authentication, required, open, allowed, users);
  }

  /**
   * Returns these settings with requests that are let through.
   *
   * @param requests codes of requests that need neither user nor permission
   * @param ofUsers codes of requests that need a user and no permission
   */
  public AccessSettings withWhitelists(Set<Integer> requests, Set<Integer> ofUsers) {
    return new AccessSettings(authentication, authorization, requests, ofUsers, users);
  }

  /** Returns these settings with one more user, who may do everything. */
  public AccessSettings withSuperUser(String name, String password) {
    return withUsers(users.withSuperUser(name, password));
  }

  /**
   * Returns these settings with the users and permissions of a text, in the form of {@link
   * AccessTable}.
   *
   * @throws IllegalArgumentException when it is not understood
   */
  public AccessSettings withUsers(String text) {
    return withUsers(AccessTable.parse(text));
  }

  /**
   * Returns these settings with the users and permissions of a file in UTF-8.
   *
   * @throws IllegalArgumentException when it cannot be read or is not understood
   */
  public AccessSettings withUsers(Path file) {
    try {
      return withUsers(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file of users " + file + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the file of users " + file + " is not understood: " + e.getMessage(), e);
    }
  }

  private AccessSettings withUsers(AccessTable table) {
    return new AccessSettings(authentication, authorization, open, allowed, table);
  }
}
