package io.skua.client.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Name servers took the connection, and did not answer in time. Code 10004. */
@Situation(
    symptom = "the first send of a topic fails after the time for name servers, 3 s by default",
    cause = "the process hangs or is overloaded, or something else listens at the address",
    remedy = "look at the name server's process and log; check that the address is a name server's")
public class NameServerSilentException extends NameServerUnreachableException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public NameServerSilentException(String text, @Nullable Throwable cause) {
    super(text, cause);
  }
}
