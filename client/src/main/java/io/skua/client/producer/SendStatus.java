package io.skua.client.producer;

/** How safe a stored message is. Every status means that the broker has the message. */
public enum SendStatus {
  /** As safe as the broker's settings promise. */
  SEND_OK,
  /** Stored, but not forced to disk within the broker's time limit. */
  FLUSH_DISK_TIMEOUT,
  /** Stored, but not on a replica within the broker's time limit. */
  FLUSH_SLAVE_TIMEOUT,
  /** Stored, but no replica is near enough to wait for. */
  SLAVE_NOT_AVAILABLE
}
