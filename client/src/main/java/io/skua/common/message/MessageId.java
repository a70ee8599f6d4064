package io.skua.common.message;

import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an id that a broker gave to a message says: where it is stored. Not thread-safe. */
public class MessageId {
  private @Nullable SocketAddress address;
  private long offset;

  /** Creates an id. */
  public MessageId(@Nullable SocketAddress address, long offset) {
    this.address = address;
    this.offset = offset;
  }

  /** Returns the address of the broker. */
  public @Nullable SocketAddress getAddress() {
    return address;
  }

  /** Sets the address of the broker. */
  public void setAddress(@Nullable SocketAddress address) {
    this.address = address;
  }

  /** Returns the place in the broker's commit log. */
  public long getOffset() {
    return offset;
  }

  /** Sets the place in the broker's commit log. */
  public void setOffset(long offset) {
    this.offset = offset;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof MessageId other
        && offset == other.offset
        && Objects.equals(address, other.address);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, offset);
  }
}
