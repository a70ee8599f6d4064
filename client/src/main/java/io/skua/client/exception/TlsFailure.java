package io.skua.client.exception;

import io.skua.net.tls.TlsProblem;

/**
 * What the exceptions have in common whose cause is TLS, or its absence; whatever known type they
 * extend, their texts say what to do.
 */
public interface TlsFailure {
  /** Returns what is in the way. */
  TlsProblem getTlsProblem();
}
