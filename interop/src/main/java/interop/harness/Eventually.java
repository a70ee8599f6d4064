package interop.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions of other processes, which have no way to wake us. */
public final class Eventually {
  /**
   * How long a call of a client may take whose time is not the question, in milliseconds: its first
   * one has to load the client's classes, on a loaded machine. Usually it is 3 s.
   */
  public static final int CALL_MILLIS = 60_000;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Thrown by a question that no further asking can answer. */
  public static final class Hopeless extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public Hopeless(String reason) {
      super(reason);
    }
  }

  /** A question that may fail: an answer that is not there yet is empty. */
  @FunctionalInterface
  public interface Question<T> {
    /** The answer, or empty when it must be asked again. */
    Optional<T> ask() throws Exception;
  }

  /**
   * Asks until there is an answer.
   *
   * @param what what is awaited, for the failure's text
   * @param patience how long to ask
   * @throws AssertionError when there is no answer in time, or the question is {@link Hopeless};
   *     its cause is the last failure to ask
   */
  public static <T> T get(String what, Duration patience, Question<T> question) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Exception failure = null;
      try {
        Optional<T> answer = question.ask();
        if (answer.isPresent()) {
          return answer.get();
        }
      } catch (Exception e) {
        failure = e;
      }
      if (failure instanceof Hopeless) {
        throw new AssertionError(
            "given up to wait for: " + what + ": " + failure.getMessage(), failure);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "waited %d s in vain for: %s".formatted(patience.toSeconds(), what), failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
