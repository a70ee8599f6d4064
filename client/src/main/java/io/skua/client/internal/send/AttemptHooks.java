package io.skua.client.internal.send;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.route.PublishView;
import io.skua.net.Address;
import java.util.concurrent.Executor;

/**
 * What an application has hung around the attempts of one send. As an executor it runs steps of the
 * send where such code may run: in the caller's stack, unless that is on the loop. A send has one
 * step at a time, so nothing here is called twice at the same time.
 */
public interface AttemptHooks extends Executor {
  /**
   * Called before an attempt.
   *
   * @return what to send
   * @throws MQClientException when the attempt is forbidden; then there is no call after it
   */
  Outgoing before(Outgoing message, PublishView.Queue queue, Address address)
      throws MQClientException;

  /** Called when an attempt has ended. */
  void after(Outcome outcome);
}
