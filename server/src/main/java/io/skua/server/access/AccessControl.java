package io.skua.server.access;

import io.skua.net.Guard;
import io.skua.net.Link;
import io.skua.net.RequestRefused;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.code.Version;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.RequestSignature;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every request before it is handled: is the sender who it says, and may it do this
 * (protocol b 13.3)? The texts of the refusals are the ones that the field knows.
 */
public final class AccessControl implements Guard {
  /** A field that clients up to 4.9.3 add behind the signature (protocol b 13.1). */
  private static final String UNSIGNED = "_UNIQUE_KEY_QUERY";

  private static final int LAST_WITH_UNSIGNED = Version.of(4, 9, 3);

  private final AccessSettings settings;
  private final AccessBook book;
  private final Requirements requirements;

  /**
   * Makes the control of a server.
   *
   * @param cluster the name of its cluster
   */
  public AccessControl(AccessSettings settings, AccessBook book, String cluster) {
    this.settings = settings;
    this.book = book;
    this.requirements = new Requirements(cluster);
  }

  @Override
  public void check(Frame request, Link from) {
    if (settings.open().contains(request.code())) {
      return;
    }
    User user = authenticated(request);
    if (settings.authorization()
        && !user.superUser()
        && !settings.allowed().contains(request.code())) {
      authorize(user, request, from.remote().getAddress());
    }
  }

  private User authenticated(Frame request) {
    String name = request.fields().find(RequestSignature.ACCESS_KEY);
    if (name == null || name.isEmpty()) {
      throw refused("username cannot be null.");
    }
    User user = book.find(name);
    if (user == null) {
      throw refused("User:" + name + " is not found.");
    }
    if (!user.enabled()) {
      throw refused("User:" + name + " is disabled.");
    }
    if (!signedBy(user, request)) {
      throw refused("check signature failed.");
    }
    return user;
  }

  private static boolean signedBy(User user, Frame request) {
    SortedMap<String, String> fields = request.fields().toMap();
    String claimed = fields.get(RequestSignature.SIGNATURE);
    if (request.version() <= LAST_WITH_UNSIGNED) {
      fields.remove(UNSIGNED);
    }
    String right =
        RequestSignature.of(
            fields, request.bodyArray(), request.bodyFrom(), request.bodyLength(), user.password());
    // In constant time: how long it takes must not tell how much of a guess is right.
    return claimed != null && MessageDigest.isEqual(bytes(right), bytes(claimed));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void authorize(User user, Frame request, InetAddress source) {
    Permissions permissions = book.table().permissionsOf(user.name());
    for (Need need : requirements.of(request)) {
      Permissions.Rule rule = permissions.deciding(need, source);
      if (rule == null || !rule.allow()) {
        throw denied(user, need, source, rule);
      }
    }
  }

  private static RequestRefused denied(
      User user, Need need, InetAddress source, Permissions.@Nullable Rule rule) {
    return refused(
        user
            + " has no permission to access "
            + need
            + " from "
            + source.getHostAddress()
            + ", "
            + (rule == null ? "no matched policies." : "the decision is deny."));
  }

  private static RequestRefused refused(String remark) {
    return new RequestRefused(ResponseCode.NO_PERMISSION, remark);
  }
}
