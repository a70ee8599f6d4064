package io.skua.client.internal.instance;

import io.skua.client.exception.MQClientException;
import io.skua.runtime.Platform;

/** A producer or consumer on whose behalf servers are asked. Thread-safe. */
public interface RunningMember {
  /**
   * Returns the instance of a member that is running.
   *
   * @throws MQClientException in every other state
   */
  ClientInstance running() throws MQClientException;

  /** Returns the platform that it runs on. */
  Platform platform();
}
