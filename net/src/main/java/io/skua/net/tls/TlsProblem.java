package io.skua.net.tls;

/** What is in the way of a connection with TLS, or of one without it. */
public enum TlsProblem {
  /** This side speaks TLS, and the peer does not seem to. */
  PEER_IS_PLAIN,
  /** This side does not speak TLS, and the peer closed before it answered anything. */
  PEER_MAY_WANT_TLS,
  /** This side requires TLS, and the peer began without it. */
  TLS_REQUIRED,
  /** The peer's certificate does not lead to one that this side trusts. */
  UNTRUSTED,
  /** The peer's certificate is for other names and addresses than the one that was dialled. */
  WRONG_HOST,
  /** The peer's certificate is not valid at this time. */
  EXPIRED,
  /** The peer does not accept this side's certificate, or this side has shown none. */
  CERTIFICATE_REFUSED,
  /** The handshake failed in another way, such as no protocol or cipher in common. */
  HANDSHAKE
}
