package io.skua.client.internal.names;

import io.skua.net.Address;
import io.skua.net.NetException;
import java.io.Serial;
import java.util.List;

/** No name server answered. */
public final class NamesUnreachableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * One that was asked.
   *
   * @param millis how long it took to fail
   * @param kind what kind of failure it was
   * @param failure what went wrong
   */
  public record Asked(Address address, long millis, NetException.Kind kind, String failure) {
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

  /** Says whether somebody was asked, and all failed in one way. */
  public boolean allOf(NetException.Kind kind) {
    for (Asked each : asked) {
      if (each.kind() != kind) {
        return false;
      }
    }
    return !asked.isEmpty();
  }

  private static String join(List<Asked> asked) {
    StringBuilder text = new StringBuilder();
    for (Asked each : asked) {
      text.append(text.isEmpty() ? "" : "; ").append(each);
    }
    return text.toString();
  }
}
