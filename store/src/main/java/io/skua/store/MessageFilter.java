package io.skua.store;

import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Says which messages of a queue a reader wants. Asked on the store's loop. */
@FunctionalInterface
public interface MessageFilter extends LongPredicate {
  /** Says whether messages with a tag code may be wanted. */
  @Override
  boolean test(long tagCode);

  /**
   * Says whether a message is wanted whose tag code may be: so is every one, unless overridden.
   *
   * @param properties gives the value of a property by its name, or null; the message is read when
   *     the first one is asked for, and good for this call only
   */
  default boolean wants(Function<String, @Nullable String> properties) {
    return true;
  }
}
