package io.skua.client.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No connection to any name server could be made. Code 10004. */
@Situation(
    symptom = "the first send of a topic fails within the time to connect",
    cause = "nothing listens at the address, or nothing that can be reached from here",
    remedy = "start the name server, or correct the address in setNamesrvAddr")
public class NameServerRefusedException extends NameServerUnreachableException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public NameServerRefusedException(String text, @Nullable Throwable cause) {
    super(text, cause);
  }
}
