package io.skua.client.internal.names;

import io.skua.net.Address;
import java.io.Serial;
import java.util.List;

/** No name server answered. */
public final class NamesUnreachableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * One that was asked.
   *
   * @param millis how long it took to fail
   * @param failure what went wrong
   */
  public record Asked(Address address, long millis, String failure) {
    @Override
    public String toString() {
      return address + " (" + failure + ", after " + millis + " ms)";
    }
  }

  private final transient List<Asked> asked;

  NamesUnreachableException(List<Asked> asked, Throwable cause) {
    super("no name server answered: " + join(asked), cause);
    this.asked = List.copyOf(asked);
  }

  NamesUnreachableException() {
    super("No name server address, please set it.");
    this.asked = List.of();
  }

  /** Returns who was asked, in order; empty when no address is known. */
  public List<Asked> asked() {
    return asked;
  }

  private static String join(List<Asked> asked) {
    StringBuilder text = new StringBuilder();
    for (Asked each : asked) {
      text.append(text.isEmpty() ? "" : "; ").append(each);
    }
    return text.toString();
  }
}
