package io.skua.cli.doctor;

/** How bad a finding is; later is worse. */
public enum Level {
  /** As it should be. */
  OK,
  /** It works, and may surprise somebody. */
  WARN,
  /** Somebody who uses it fails. */
  FAIL
}
