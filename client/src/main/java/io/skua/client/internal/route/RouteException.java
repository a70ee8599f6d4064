package io.skua.client.internal.route;

import io.skua.client.internal.access.AccessRefusal;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * There is no route to a topic that could be used. The kind tells why; the text says who was asked
 * and what came back.
 */
public final class RouteException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** Why there is no route. */
  public enum Kind {
    /** Nobody has said where the name servers are. */
    NO_NAME_SERVER,
    /** No name server answered. */
    UNREACHABLE,
    /**
     * A name server answered that it does not know the topic, and topics are not created
     * automatically.
     */
    UNKNOWN_TOPIC,
    /** The topic is there, and none of its queues can be written to. */
    NOT_WRITABLE,
    /** A name server refused because of who asks; {@link #access()} tells more. */
    DENIED,
    /** A name server answered with an error, or with something that cannot be read. */
    REFUSED
  }

  private final Kind kind;
  private final transient @Nullable AccessRefusal access;

  RouteException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.access = null;
  }

  RouteException(AccessRefusal access) {
    super("the name server refuses: " + access.remark());
    this.kind = Kind.DENIED;
    this.access = access;
  }

  /** Returns why there is no route. */
  public Kind kind() {
    return kind;
  }

  /** Returns what the name server said of credentials or permissions; null for other kinds. */
  public @Nullable AccessRefusal access() {
    return access;
  }
}
