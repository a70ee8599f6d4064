package io.skua.store.log;

import io.skua.wire.message.MessageRecord;

/** Takes the records of a scan in the order of the log. */
@FunctionalInterface
public interface RecordVisitor {
  /** Takes one record; the view is valid until this returns. */
  void visit(MessageRecord record);
}
