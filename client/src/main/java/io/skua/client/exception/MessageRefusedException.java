package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broker found the message itself not fit to be stored. Code 13. */
@Situation(
    symptom = "a send is refused with code 13",
    cause =
        "body or properties are larger than the broker's limits, which its text tells, or the kind of message is not allowed",
    remedy = "send less at a time, or raise maxMessageSize at the broker as well as here")
public class MessageRefusedException extends BrokerRefusedException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public MessageRefusedException(
      int code, @Nullable String remark, @Nullable String brokerAddr, List<SendAttempt> attempts) {
    super(code, remark, brokerAddr, attempts);
  }
}
