package io.skua.client.exception;

import io.skua.common.help.FAQUrl;
import org.jspecify.annotations.Nullable;

/**
 * A server answered, and refused. Immutable. The message is {@code CODE: <code> DESC: <remark>
 * BROKER: <address>} and a pointer to further reading; {@link #getErrorMessage} is the bare remark.
 */
public class MQBrokerException extends Exception {
  private static final long serialVersionUID = 5975020272601250368L;

  private final int responseCode;
  private final @Nullable String errorMessage;
  private final @Nullable String brokerAddr;

  /** Creates an exception without an answer, for subclasses and tests; its code is 0. */
  public MQBrokerException() {
    this.responseCode = 0;
    this.errorMessage = null;
    this.brokerAddr = null;
  }

  /** Creates an exception for an answer of an unnamed server. */
  public MQBrokerException(int responseCode, @Nullable String errorMessage) {
    this(responseCode, errorMessage, null);
  }

  /**
   * Creates an exception for an answer.
   *
   * @param responseCode the code of the answer (protocol 1.8)
   * @param errorMessage the remark of the answer
   * @param brokerAddr the server's address, {@code host:port}, or null if it is not known
   */
  public MQBrokerException(
      int responseCode, @Nullable String errorMessage, @Nullable String brokerAddr) {
    super(
        FAQUrl.attachDefaultURL(
            "CODE: "
                + responseCode
                + "  DESC: "
                + errorMessage
                + (brokerAddr == null ? "" : " BROKER: " + brokerAddr)));
    this.responseCode = responseCode;
    this.errorMessage = errorMessage;
    this.brokerAddr = brokerAddr;
  }

  /** Returns the code of the answer. */
  public int getResponseCode() {
    return responseCode;
  }

  /** Returns the remark of the answer, or null if it had none. */
  public @Nullable String getErrorMessage() {
    return errorMessage;
  }

  /** Returns the address of the server that refused, or null if it is not known. */
  public @Nullable String getBrokerAddr() {
    return brokerAddr;
  }
}
