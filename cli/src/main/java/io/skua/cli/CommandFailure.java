package io.skua.cli;

import org.jspecify.annotations.Nullable;

/** A command did not work; the text is what the user is told. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailure(String text) {
    this(text, null);
  }

  CommandFailure(String text, @Nullable Throwable cause) {
    super(text, cause);
  }
}
