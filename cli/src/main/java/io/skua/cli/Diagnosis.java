package io.skua.cli;

import io.skua.client.exception.AuthenticationFailedException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What people are told of a failure: one line, never a stack trace. */
final class Diagnosis {
  private static final String ATTEMPT = "attempt ";

  private Diagnosis() {}

  /** Returns the line for a failure. */
  static String of(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = text(cause);
    return text == null || text.isBlank() ? cause.toString() : oneLine(text);
  }

  // The bare texts have neither numbers that nobody knows nor links to general advice.
  private static @Nullable String text(Throwable cause) {
    if (cause instanceof AuthenticationFailedException refused) {
      // What it advises is for programs.
      return refused.getErrorMessage() + "\nOf a command they are --access-key and --secret-key";
    }
    if (cause instanceof MQClientException client) {
      return client.getErrorMessage();
    }
    if (cause instanceof MQBrokerException broker) {
      return "broker "
          + broker.getBrokerAddr()
          + " refused: "
          + broker.getErrorMessage()
          + " (code "
          + broker.getResponseCode()
          + ")";
    }
    return cause instanceof RuntimeException && cause.getMessage() == null
        ? cause.toString()
        : cause.getMessage();
  }

  // Of several attempts the last one is told: the others failed alike or are history.
  private static String oneLine(String text) {
    List<String> lines = new ArrayList<>();
    int attempt = -1;
    for (String line : text.lines().toList()) {
      String trimmed = line.strip();
      if (trimmed.startsWith("See ") || trimmed.startsWith("For more information")) {
        continue;
      }
      if (!trimmed.startsWith(ATTEMPT)) {
        lines.add(trimmed);
      } else if (attempt < 0) {
        attempt = lines.size();
        lines.add(trimmed);
      } else {
        lines.set(attempt, trimmed);
      }
    }
    lines.removeIf(String::isEmpty);
    return String.join("; ", lines);
  }
}
