package io.skua.common;

/** How many tags a message may carry to be filtered by. */
public enum TopicFilterType {
  /** One tag for each message: what producers send. */
  SINGLE_TAG,
  /** Several tags; legacy, marked by bit 1 of a message's system flag (protocol 4.4). */
  MULTI_TAG
}
