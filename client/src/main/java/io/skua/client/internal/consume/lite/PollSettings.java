package io.skua.client.internal.consume.lite;

import java.time.Duration;

/** What a consumer that is polled is set to besides. Thread-safe. */
public interface PollSettings {
  /** Says whether polls commit what earlier ones returned. */
  boolean commitsByItself();

  /** Returns how long one such commit is after the one before at least. */
  Duration commitInterval();

  /** Returns how often topics are looked at that somebody watches. */
  Duration topicCheck();
}
