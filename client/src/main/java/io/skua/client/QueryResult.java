package io.skua.client;

import io.skua.common.message.MessageExt;
import java.util.List;

/** The messages that a query by key has found. Immutable but for the messages. */
public class QueryResult {
  private final long indexLastUpdateTimestamp;
  private final List<MessageExt> messageList;

  /**
   * Creates a result.
   *
   * @param indexLastUpdateTimestamp until when the brokers' indexes reach, in milliseconds since
   *     1970-01-01T00:00Z
   * @param messageList not copied
   */
  public QueryResult(long indexLastUpdateTimestamp, List<MessageExt> messageList) {
    this.indexLastUpdateTimestamp = indexLastUpdateTimestamp;
    this.messageList = messageList;
  }

  /**
   * Returns the store time of the newest message in the index of any broker that was asked, in
   * milliseconds since 1970-01-01T00:00Z.
   */
  public long getIndexLastUpdateTimestamp() {
    return indexLastUpdateTimestamp;
  }

  /** Returns the messages, broker by broker, and of each broker in the order of their arrival. */
  public List<MessageExt> getMessageList() {
    return messageList;
  }

  /** Returns all of it as text; long for long bodies. */
  @Override
  public String toString() {
    return "QueryResult [indexLastUpdateTimestamp="
        + indexLastUpdateTimestamp
        + ", messageList="
        + messageList
        + "]";
  }
}
