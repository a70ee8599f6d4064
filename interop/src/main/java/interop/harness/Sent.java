package interop.harness;

import org.jspecify.annotations.Nullable;

/**
 * A message that was sent.
 *
 * @param content what was in it
 * @param receipt what came back; null for a one-way send
 * @param orderKey messages with one key must lie in one queue, in the order sent; null for no order
 */
public record Sent(Content content, @Nullable Receipt receipt, @Nullable String orderKey) {}
