package io.skua.client.impl;

/** The manner of a send. */
public enum CommunicationMode {
  /** The caller waits for the broker's answer. */
  SYNC,
  /** The broker's answer is handed to a callback. */
  ASYNC,
  /** Nobody answers. */
  ONEWAY
}
