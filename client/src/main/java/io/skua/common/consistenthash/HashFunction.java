package io.skua.common.consistenthash;

/** Gives a text its place on a ring of consistent hashing. Must be safe for use from any thread. */
public interface HashFunction {
  /** Returns the place of a text: always the same for equal texts, in every process. */
  long hash(String key);
}
