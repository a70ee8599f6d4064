package io.skua.client.internal.compat;

import io.skua.net.tls.TlsException;
import io.skua.net.tls.TlsProblem;
import org.jspecify.annotations.Nullable;

/** What to do when TLS, or its absence, is in the way. */
final class TlsRemedies {
  private TlsRemedies() {}

  /** Returns the failure of TLS that led to this one, or null. */
  static @Nullable TlsException find(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TlsException tls) {
        return tls;
      }
    }
    return null;
  }

  /** Returns what to do. */
  static String of(TlsProblem problem) {
    return switch (problem) {
      case PEER_IS_PLAIN ->
          "This client uses TLS and the server seems not to: give the server a certificate"
              + " (serve --tls-cert, or tls.server.mode of an Apache server), or turn TLS off here with"
              + " setUseTLS(false) or tls.enable=false";
      case PEER_MAY_WANT_TLS ->
          "The server may accept TLS only: turn it on here with setTlsOptions or tls.enable=true. If it does not, this"
              + " may not be the port of a RocketMQ server";
      case UNTRUSTED ->
          "Trust the authority that signed the server's certificate: setTlsOptions(TlsOptions.trusting(file)) or"
              + " tls.client.trustCertPath, with its certificate in PEM";
      case WRONG_HOST ->
          "Reach the server by a name or address in its certificate, or give it a certificate with this one (skua"
              + " cert --name). Where that cannot be, withoutHostNameVerification() or"
              + " tls.client.verifyHostName=false leaves the check out";
      case EXPIRED ->
          "Renew the server's certificate; if it is not old, check the clock of this machine";
      case CERTIFICATE_REFUSED ->
          "Show a certificate that the server trusts: TlsOptions.withCertificate, or tls.client.certPath and"
              + " tls.client.keyPath";
      case TLS_REQUIRED, HANDSHAKE ->
          "Check that both sides allow a protocol and cipher in common, and what the server's log says of it";
    };
  }
}
