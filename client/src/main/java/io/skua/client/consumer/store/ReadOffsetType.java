package io.skua.client.consumer.store;

/** Where an offset is read from. */
public enum ReadOffsetType {
  /** What this process knows. */
  READ_FROM_MEMORY,

  /** What is kept: by the broker, or in a file for a broadcasting consumer. */
  READ_FROM_STORE,

  /** What this process knows, else what is kept. */
  MEMORY_FIRST_THEN_STORE
}
