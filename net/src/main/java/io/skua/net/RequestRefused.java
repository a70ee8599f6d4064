package io.skua.net;

/** Ends a handler with a response code and a remark that the peer is to see. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  /** Makes a refusal. It has no stack trace: it is an answer, not a fault. */
  public RequestRefused(int code, String remark) {
    super(remark, null, false, false);
    this.code = code;
  }

  /** Returns the response code. */
  public int code() {
    return code;
  }
}
