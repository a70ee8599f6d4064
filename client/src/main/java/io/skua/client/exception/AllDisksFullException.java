package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every attempt was refused, the last one because the broker's disk is full. Code 14. */
@Situation(
    symptom = "a send fails after its attempts with code 14",
    cause = "the disks of the topic's brokers are full",
    remedy = "free space on the brokers' disks, or set a shorter retention there")
public class AllDisksFullException extends SendFailedException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception; the text has the attempts in it already. */
  public AllDisksFullException(
      int code, String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(code, text, cause, attempts);
  }
}
