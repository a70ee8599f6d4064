package io.skua.client.trace;

/** What a trace tells of. The names are part of the format (protocol 6.20). */
public enum TraceType {
  /** A message was sent. */
  Pub,
  /** A message that had been sent was called back. */
  Recall,
  /** Messages are about to be consumed. */
  SubBefore,
  /** Messages have been consumed, or not. */
  SubAfter,
  /** A transaction ends. */
  EndTransaction
}
