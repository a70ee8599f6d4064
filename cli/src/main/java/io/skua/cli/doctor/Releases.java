package io.skua.cli.doctor;

import io.skua.wire.code.Version;
import java.util.List;

/** What is known of releases of servers. */
final class Releases {
  private Releases() {}

  /** Returns the name of a release in words. */
  static String name(int number) {
    if (number <= 0) {
      return "version unknown";
    }
    String name = Version.name(number);
    return "version " + (name != null ? name : number < Version.of(4, 0, 0) ? "3" : "after 5.9.9");
  }

  /**
   * Warns of a release that is a danger to its machine. The limits are those of CVE-2023-33246 and
   * CVE-2023-37582: whoever reaches the port of a server up to 4.9.6, or from 5.0.0 to 5.1.1, can
   * run commands; 4.9.7 and 5.1.2 have the complete correction.
   */
  static void warn(String subject, int number, List<Finding> findings) {
    boolean four = number > 0 && number < Version.of(4, 9, 7);
    boolean five = number >= Version.of(5, 0, 0) && number < Version.of(5, 1, 2);
    if (four || five) {
      findings.add(
          Finding.warn(
              "version",
              subject,
              name(number)
                  + " lets whoever reaches its port run commands (CVE-2023-33246, CVE-2023-37582)",
              "Upgrade to 4.9.7, 5.1.2 or newer, and keep its port away from strangers."));
    }
  }
}
