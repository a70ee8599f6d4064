package io.skua.wire.code;

/**
 * Version numbers as peers exchange them: the position of a release in a fixed list (protocol 1.7).
 */
public final class Version {
  /** What we send: the behaviour of 5.3.3, GO_AWAY included. */
  public static final int CURRENT = of(5, 3, 3);

  /** From here on name servers answer routes in strict JSON. */
  public static final int STRICT_ROUTES = of(4, 9, 4);

  private Version() {}

  /** Returns the number of a release from 4.0.0 to 5.9.9. */
  public static int of(int major, int minor, int patch) {
    if (major < 4 || major > 5 || minor < 0 || minor > 9 || patch < 0 || patch > 9) {
      throw new IllegalArgumentException(major + "." + minor + "." + patch + " is not in the list");
    }
    return 213 + 200 * (major - 4) + 20 * minor + 2 * patch;
  }
}
