package io.skua.wire.code;

import org.jspecify.annotations.Nullable;

/**
 * Version numbers as peers exchange them: the position of a release in a fixed list (protocol 1.7).
 */
public final class Version {
  /** What we send: the behaviour of 5.3.3, GO_AWAY included. */
  public static final int CURRENT = of(5, 3, 3);

  /** From here on name servers answer routes in strict JSON. */
  public static final int STRICT_ROUTES = of(4, 9, 4);

  private static final int FIRST = of(4, 0, 0);

  private Version() {}

  /** Returns the number of a release from 4.0.0 to 5.9.9. */
  public static int of(int major, int minor, int patch) {
    if (major < 4 || major > 5 || minor < 0 || minor > 9 || patch < 0 || patch > 9) {
      throw new IllegalArgumentException(major + "." + minor + "." + patch + " is not in the list");
    }
    return 213 + 200 * (major - 4) + 20 * minor + 2 * patch;
  }

  /**
   * Returns the release of a number, such as {@code 5.3.3}, or {@code 5.3.4-SNAPSHOT}; null for one
   * before 4.0.0 or after 5.9.9.
   */
  public static @Nullable String name(int number) {
    if (number < FIRST - 1 || number > of(5, 9, 9)) {
      return null;
    }
    // A snapshot stands before its release.
    int release = (number - FIRST + 1) / 2;
    String suffix = (number - FIRST) % 2 == 0 ? "" : "-SNAPSHOT";
    return 4 + release / 100 + "." + release / 10 % 10 + "." + release % 10 + suffix;
  }
}
