package io.skua.store;

import io.skua.store.log.CommitLog;
import io.skua.wire.MalformedException;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one message in the log after another, for filters. Nothing is read before a
 * filter asks, and the body of a large message never. Owned by the store's loop.
 */
final class StoredProperties implements Function<String, @Nullable String> {
  // Reading a body of this size costs less than another system call.
  private static final int WHOLE = 4096;
  // From so many questions on a table is made, as each one before walks through the text.
  private static final int QUESTIONS = 8;

  private final CommitLog log;
  private byte[] bytes = new byte[WHOLE];
  private long logOffset;
  private int size;
  private @Nullable String properties; // null: not read yet
  private @Nullable Map<String, String> table; // null: not needed yet
  private int questions;
  private long examined;

  StoredProperties(CommitLog log) {
    this.log = log;
  }

  /** Begins to count what is read. */
  void begin() {
    examined = 0;
  }

  /** Returns how many bytes were read since {@link #begin}. */
  long examined() {
    return examined;
  }

  /** Goes to a message. */
  void of(long offset, int recordSize) {
    logOffset = offset;
    size = recordSize;
    properties = null;
    table = null;
    questions = 0;
  }

  @Override
  public @Nullable String apply(String name) {
    if (table != null) {
      return table.get(name);
    }
    if (properties == null) {
      properties = load();
    }
    if (++questions < QUESTIONS) {
      return MessageProperties.value(properties, name);
    }
    table = MessageProperties.parse(properties);
    return table.get(name);
  }

  private String load() {
    if (size < MessageRecord.MIN_SIZE || log.readable(logOffset) < size) {
      throw RecordReader.damaged(logOffset);
    }
    try {
      if (size <= WHOLE) {
        read(logOffset, size);
        return MessageRecord.parse(bytes, 0, size).properties();
      }
      read(logOffset, MessageRecord.BODY_LENGTH_END);
      int bodyEnd = MessageRecord.bodyEndAt(bytes, 0, size);
      boolean wide = MessageRecord.magicAt(bytes, 0) == MessageRecord.MAGIC_V2;
      read(logOffset + bodyEnd, size - bodyEnd);
      return MessageRecord.propertiesBehindBody(bytes, 0, size - bodyEnd, wide);
    } catch (MalformedException e) {
      throw RecordReader.damaged(logOffset);
    }
  }

  private void read(long from, int length) {
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    log.read(from, bytes, 0, length);
    examined += length;
  }
}
