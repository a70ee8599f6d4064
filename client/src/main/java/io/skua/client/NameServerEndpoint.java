package io.skua.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms of name server address that cloud services hand out (protocol 6.3). Pure
 * functions, safe for use from any thread.
 */
final class NameServerEndpoint {
  private static final String HTTP = "http://";
  private static final String PREFIX = "MQ_INST_";

  private NameServerEndpoint() {}

  /** Returns what is after the last slash of an address with {@code http://}, else all of it. */
  static String address(String endpoint) {
    return endpoint.trim().startsWith(HTTP)
        ? endpoint.substring(endpoint.lastIndexOf('/') + 1)
        : endpoint;
  }

  /** Returns the namespace that {@code [scheme://]MQ_INST_<a>_<b>.<rest>} names, or null. */
  static @Nullable String namespace(String endpoint) {
    // Nearly no address has one; the start of a client need not load and compile a pattern for
    // that.
    if (!endpoint.contains(PREFIX)) {
      return null;
    }
    Matcher instance =
        Pattern.compile("(?:\\w+://)?(" + PREFIX + "\\w+_\\w+)\\..*").matcher(endpoint);
    return instance.matches() ? instance.group(1) : null;
  }
}
