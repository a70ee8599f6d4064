package io.skua.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param check what was looked at, a short name that scripts may rely on
 * @param subject whom it is about: an address, a broker, a topic, a client
 * @param text what was seen, in words
 * @param remedy what to do; empty when it is as it should be
 */
public record Finding(String check, String subject, Level level, String text, String remedy) {
  /** Makes a finding that is as it should be. */
  static Finding ok(String check, String subject, String text) {
    return new Finding(check, subject, Level.OK, text, "");
  }

  /** Makes a finding that may surprise somebody. */
  static Finding warn(String check, String subject, String text, String remedy) {
    return new Finding(check, subject, Level.WARN, text, remedy);
  }

  /** Makes a finding that makes somebody fail. */
  static Finding fail(String check, String subject, String text, String remedy) {
    return new Finding(check, subject, Level.FAIL, text, remedy);
  }
}
