package io.skua.client.exception;

import io.skua.common.help.FAQUrl;
import org.jspecify.annotations.Nullable;

/**
 * This client refused a call or could not carry it out: a wrong state, a bad argument, no route.
 * The message is for people and points to further reading; {@link #getErrorMessage} is the bare
 * text.
 */
public class MQClientException extends Exception {
  private static final long serialVersionUID = -5758410930844185841L;

  /** Code of a failure that has none. */
  private static final int NO_CODE = -1;

  private int responseCode;
  private @Nullable String errorMessage;

  /** Creates an exception without a code; {@link #getResponseCode} is -1. */
  public MQClientException(@Nullable String errorMessage, @Nullable Throwable cause) {
    super(FAQUrl.attachDefaultURL(errorMessage), cause);
    this.responseCode = NO_CODE;
    this.errorMessage = errorMessage;
  }

  /** Creates an exception whose message begins with {@code CODE: <code> DESC: <text>}. */
  public MQClientException(int responseCode, @Nullable String errorMessage) {
    super(textOf(responseCode, errorMessage));
    this.responseCode = responseCode;
    this.errorMessage = errorMessage;
  }

  /** Creates an exception with a code and a cause. */
  public MQClientException(
      int responseCode, @Nullable String errorMessage, @Nullable Throwable cause) {
    super(textOf(responseCode, errorMessage), cause);
    this.responseCode = responseCode;
    this.errorMessage = errorMessage;
  }

  private static @Nullable String textOf(int responseCode, @Nullable String errorMessage) {
    return FAQUrl.attachDefaultURL("CODE: " + responseCode + "  DESC: " + errorMessage);
  }

  /** Returns the code of the failure (protocol 1.8), or -1 if it has none. */
  public int getResponseCode() {
    return responseCode;
  }

  /** Sets the code; the message stays as it is. Returns this exception. */
  public MQClientException setResponseCode(int responseCode) {
    this.responseCode = responseCode;
    return this;
  }

  /** Returns the text without code and without the pointer to further reading. */
  public @Nullable String getErrorMessage() {
    return errorMessage;
  }

  /** Sets the bare text; the message stays as it is. */
  public void setErrorMessage(@Nullable String errorMessage) {
    this.errorMessage = errorMessage;
  }
}
