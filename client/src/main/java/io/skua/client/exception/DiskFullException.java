package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broker stores nothing because its disk is full. Code 14. */
@Situation(
    symptom = "a send to one broker, or in the background, is refused with code 14",
    cause = "the disk of the broker's store is full",
    remedy = "free space on the broker's disk, or set a shorter retention there")
public class DiskFullException extends BrokerRefusedException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public DiskFullException(
      int code, @Nullable String remark, @Nullable String brokerAddr, List<SendAttempt> attempts) {
    super(code, remark, brokerAddr, attempts);
  }
}
