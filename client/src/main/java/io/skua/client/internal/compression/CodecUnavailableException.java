package io.skua.client.internal.compression;

/** The library for a compression is not there or does not work; the text names it. */
public final class CodecUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  CodecUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
