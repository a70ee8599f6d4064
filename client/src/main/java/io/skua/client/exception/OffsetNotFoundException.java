package io.skua.client.exception;

import org.jspecify.annotations.Nullable;

/** A broker keeps no offset of a group for a queue. Immutable. */
public class OffsetNotFoundException extends MQBrokerException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception without an answer. */
  public OffsetNotFoundException() {}

  /** Creates an exception for an answer of an unnamed broker. */
  public OffsetNotFoundException(int responseCode, @Nullable String errorMessage) {
    super(responseCode, errorMessage);
  }

  /** Creates an exception for an answer; see the parent. */
  public OffsetNotFoundException(
      int responseCode, @Nullable String errorMessage, @Nullable String brokerAddress) {
    super(responseCode, errorMessage, brokerAddress);
  }
}
