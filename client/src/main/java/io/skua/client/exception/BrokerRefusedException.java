package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker refused the message, and no other one would see it differently. */
@Situation(
    symptom = "a send is refused, and other brokers would refuse it as well",
    cause = "what the broker's code and text say",
    remedy = "see the code; for 1 look at the broker's log")
public class BrokerRefusedException extends MQBrokerException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public BrokerRefusedException(
      int code, @Nullable String remark, @Nullable String brokerAddr, List<SendAttempt> attempts) {
    super(code, remark, brokerAddr);
    this.attempts = List.copyOf(attempts);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
