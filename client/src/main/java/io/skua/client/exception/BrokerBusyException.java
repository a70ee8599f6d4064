package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broker refused the message because it has too much to do. Code 2. */
@Situation(
    symptom = "a send to one broker, or in the background, is refused as system busy",
    cause = "the broker cannot store as fast as messages come",
    remedy = "send more slowly, or add brokers; the message was not stored and may be sent again")
public class BrokerBusyException extends BrokerRefusedException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public BrokerBusyException(
      int code, @Nullable String remark, @Nullable String brokerAddr, List<SendAttempt> attempts) {
    super(code, remark, brokerAddr, attempts);
  }
}
