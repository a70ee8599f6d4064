package io.skua.client.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A request was sent, and no reply came within its time. The request may have been handled all the
 * same.
 */
@Situation(
    symptom = "a request gets no reply in time",
    cause = "no application replied, or its reply was lost or late",
    remedy = "look whether somebody consumes the topic and replies; raise the time")
public class RequestTimeoutException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** The code that says so (protocol 6.24). */
  private static final int REQUEST_TIMEOUT = 10006;

  private int responseCode;
  private @Nullable String errorMessage;

  /** Creates an exception without a code; {@link #getResponseCode} is -1. */
  public RequestTimeoutException(@Nullable String errorMessage, @Nullable Throwable cause) {
    super(errorMessage, cause);
    this.responseCode = -1;
    this.errorMessage = errorMessage;
  }

  /** Creates an exception whose message is {@code CODE: <code> DESC: <text>}. */
  public RequestTimeoutException(int responseCode, @Nullable String errorMessage) {
    super("CODE: " + responseCode + "  DESC: " + errorMessage);
    this.responseCode = responseCode;
    this.errorMessage = errorMessage;
  }

  /** Returns the exception that a callback hears when no reply came. */
  public static RequestTimeoutException noReply() {
    return new RequestTimeoutException(REQUEST_TIMEOUT, "request timeout, no reply message.");
  }

  /** Returns the exception of a caller that waited so many milliseconds for a reply. */
  public static RequestTimeoutException noReply(@Nullable String topic, long timeout) {
    return new RequestTimeoutException(
        REQUEST_TIMEOUT,
        "send request message to <"
            + topic
            + "> OK, but wait reply message timeout, "
            + timeout
            + " ms.");
  }

  /** Returns the code, 10006, or -1 if it has none. */
  public int getResponseCode() {
    return responseCode;
  }

  /** Sets the code; the message stays as it is. Returns this exception. */
  public RequestTimeoutException setResponseCode(int responseCode) {
    this.responseCode = responseCode;
    return this;
  }

  /** Returns the text without the code. */
  public @Nullable String getErrorMessage() {
    return errorMessage;
  }

  /** Sets the bare text; the message stays as it is. */
  public void setErrorMessage(@Nullable String errorMessage) {
    this.errorMessage = errorMessage;
  }
}
