package io.skua.store;

import io.skua.store.log.CommitLog;
import io.skua.store.queue.QueueTable;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import org.jspecify.annotations.Nullable;

/** What a message must be to be stored. Owned by the store's loop. */
final class AppendRules {
  private static final String RETRY_PREFIX = "%RETRY%";
  private static final int MAX_TOPIC = 127;
  private static final int MAX_RETRY_TOPIC = 255;

  private final StoreSettings settings;
  private final CommitLog log;

  AppendRules(StoreSettings settings, CommitLog log) {
    this.settings = settings;
    this.log = log;
  }

  /** Returns why a message is refused, or null; the checks of protocol 7.2, in its order. */
  @Nullable AppendResult refuse(MessageDraft draft) {
    String topic = draft.topic();
    int topicLimit = topic.startsWith(RETRY_PREFIX) ? MAX_RETRY_TOPIC : MAX_TOPIC;
    if (MessageRecord.topicBytes(draft) > topicLimit || !QueueTable.nameable(topic)) {
      return AppendResult.refused(
          PutStatus.MESSAGE_ILLEGAL,
          "topic " + topic + " is no name of 1 to " + topicLimit + " bytes");
    }
    if (draft.queueId() < 0 || draft.queueId() > QueueTable.MAX_QUEUE_ID) {
      return AppendResult.refused(
          PutStatus.MESSAGE_ILLEGAL,
          "queue id " + draft.queueId() + " is not in 0 to " + QueueTable.MAX_QUEUE_ID);
    }
    int properties = MessageRecord.propertiesBytes(draft);
    if (properties > MessageProperties.MAX_BYTES) {
      return AppendResult.refused(
          PutStatus.PROPERTIES_SIZE_EXCEEDED,
          "properties have " + properties + " bytes; the limit is " + MessageProperties.MAX_BYTES);
    }
    if (draft.bodyLength() > settings.maxMessageBytes()) {
      return AppendResult.refused(
          PutStatus.MESSAGE_ILLEGAL,
          "a body of " + draft.bodyLength() + " bytes; limit " + settings.maxMessageBytes());
    }
    return null;
  }

  /** Returns the size of the record that a draft becomes. */
  static int size(MessageDraft draft) {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            MessageRecord.size(
                draft, MessageRecord.topicBytes(draft), MessageRecord.propertiesBytes(draft)));
  }

  /** Says whether a record, or the records of a batch, can be stored in one file. */
  boolean storable(long size) {
    return size <= settings.maxRecordBytes() && log.fits(size);
  }

  /** Returns the answer to what is not {@link #storable}. */
  AppendResult tooLarge(long size) {
    return AppendResult.refused(
        PutStatus.MESSAGE_ILLEGAL,
        "a record of "
            + size
            + " bytes is larger than "
            + Math.min(settings.maxRecordBytes(), log.fileSize() - CommitLog.FILLER_SIZE));
  }
}
