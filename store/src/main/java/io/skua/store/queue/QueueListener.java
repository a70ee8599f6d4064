package io.skua.store.queue;

/** Hears that a queue has new messages that readers see. */
@FunctionalInterface
public interface QueueListener {
  /** Called on the store's thread, once for all messages of a group; must not append at once. */
  void arrived(ConsumeQueue queue);
}
