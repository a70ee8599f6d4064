package io.skua.net.tls;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that TLS, or its absence, is in the way of. The text says what was seen. */
public final class TlsException extends IOException {
  private static final long serialVersionUID = 1;

  // As the JDK puts an alert of the peer (RFC 8446, 6.2) into the text of its exception.
  private static final String ALERT = "Received fatal alert: ";
  private static final List<String> ABOUT_OUR_CERTIFICATE =
      List.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "certificate_required",
          "unknown_ca",
          "access_denied");

  private final TlsProblem problem;

  /** Makes an exception. */
  public TlsException(TlsProblem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** Returns what is in the way. */
  public TlsProblem problem() {
    return problem;
  }

  /** Makes the exception for what the JDK's engine has thrown. */
  public static TlsException of(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return new TlsException(
            TlsProblem.EXPIRED, "its certificate is not valid now: " + text, failure);
      }
      // Before the cause of these two, which may be one of the above, has been looked at.
      if (cause.getCause() == null && pathProblem(cause)) {
        return new TlsException(
            TlsProblem.UNTRUSTED, "its certificate is not trusted: " + text, failure);
      }
      if (cause instanceof CertificateException && text.startsWith("No ")) {
        return new TlsException(
            TlsProblem.WRONG_HOST, "its certificate is for another host: " + text, failure);
      }
      int alert = text.indexOf(ALERT); // behind its name in brackets, since Java 25
      if (alert >= 0) {
        return ofAlert(text.substring(alert + ALERT.length()), failure);
      }
      if (text.contains("nrecognized SSL message")) {
        return new TlsException(
            TlsProblem.PEER_IS_PLAIN, "it answered the TLS handshake without TLS", failure);
      }
    }
    return new TlsException(TlsProblem.HANDSHAKE, "TLS failed: " + failure.getMessage(), failure);
  }

  private static boolean pathProblem(Throwable cause) {
    return cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
  }

  private static TlsException ofAlert(String alert, IOException failure) {
    return ABOUT_OUR_CERTIFICATE.contains(alert)
        ? new TlsException(
            TlsProblem.CERTIFICATE_REFUSED,
            "it refused the certificate of this side, or that there was none: " + alert,
            failure)
        : new TlsException(TlsProblem.HANDSHAKE, "it ended the TLS handshake: " + alert, failure);
  }
}
