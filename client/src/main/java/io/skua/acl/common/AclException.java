package io.skua.acl.common;

import org.jspecify.annotations.Nullable;

/** Credentials cannot be read, or a request cannot be signed with them. */
public class AclException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private @Nullable String status;
  private int code;

  /** Creates the exception with a text. */
  public AclException(@Nullable String message) {
    super(message);
  }

  /** Creates the exception with a text and its cause. */
  public AclException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Creates the exception without a text. */
  public AclException(@Nullable String status, int code) {
    this.status = status;
    this.code = code;
  }

  /** Creates the exception with all but a cause. */
  public AclException(@Nullable String status, int code, @Nullable String message) {
    this(status, code, message, null);
  }

  /** Creates the exception with everything. */
  public AclException(
      @Nullable String status, int code, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
  }

  /** Returns a short name of what went wrong, or null. */
  public @Nullable String getStatus() {
    return status;
  }

  /** Sets the short name. */
  public void setStatus(@Nullable String status) {
    this.status = status;
  }

  /** Returns a number of what went wrong; 0 when there is none. */
  public int getCode() {
    return code;
  }

  /** Sets the number. */
  public void setCode(int code) {
    this.code = code;
  }
}
