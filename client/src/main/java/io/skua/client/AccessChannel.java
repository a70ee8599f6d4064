package io.skua.client;

/** What kind of service a client talks to; decides where its traces go. */
public enum AccessChannel {
  /** Brokers that the application's owner runs. */
  LOCAL,
  /** A cloud service. */
  CLOUD
}
