package io.skua.client.internal.read;

import io.skua.client.internal.compression.Codecs;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageExt;
import io.skua.wire.MalformedException;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import io.skua.wire.message.PropertyName;
import io.skua.wire.message.SysFlag;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes of stored records what users see. All methods are pure. */
public final class MessageDecoder {
  private static final int MAX_BODY = 64 << 20;

  private MessageDecoder() {}

  /**
   * Returns a message with its whole content; its topic is the one that the servers know.
   *
   * @throws MalformedException when it is damaged or compressed in a way that is not known
   * @throws io.skua.client.internal.compression.CodecUnavailableException when the library for its
   *     compression is missing
   */
  public static MessageExt decode(MessageRecord stored) {
    Map<String, String> properties = new LinkedHashMap<>();
    int entries = stored.readProperties(properties);
    // As its sender was told, and not that of its batch: consumers tell messages apart by it.
    String uniqueKey =
        entries == properties.size()
            ? properties.get(PropertyName.UNIQ_KEY)
            : MessageProperties.first(stored.properties(), PropertyName.UNIQ_KEY);
    InetSocketAddress broker = stored.storeHost();
    MessageExt message =
        new MessageExt(
            stored.queueId(),
            stored.bornTimestamp(),
            stored.bornHost(),
            stored.storeTimestamp(),
            broker,
            uniqueKey == null ? new OffsetMessageId(broker, stored.logOffset()).text() : uniqueKey);
    message.setTopic(stored.topic());
    message.setFlag(stored.flag());
    message.setBody(body(stored));
    MessageAccessor.setProperties(message, properties);
    if (Boolean.parseBoolean(message.getProperty(PropertyName.TRANSACTION_PREPARED))) {
      message.setTransactionId(uniqueKey);
    }
    message.setStoreSize(stored.size());
    message.setQueueOffset(stored.queueOffset());
    message.setCommitLogOffset(stored.logOffset());
    // The type stays, as known (protocol 4.4); the body is no longer compressed.
    message.setSysFlag(stored.sysFlag() & ~SysFlag.COMPRESSED);
    message.setBodyCRC(stored.bodyCrc());
    message.setReconsumeTimes(stored.reconsumeTimes());
    message.setPreparedTransactionOffset(stored.preparedTransactionOffset());
    return message;
  }

  private static byte[] body(MessageRecord stored) {
    if (!stored.bodyIntact()) {
      throw new MalformedException(
          "the body at offset "
              + stored.queueOffset()
              + " of queue "
              + stored.queueId()
              + " of "
              + stored.topic()
              + " does not have the checksum that it was stored with");
    }
    return Codecs.restore(
        stored.sysFlag(), stored.array(), stored.bodyStart(), stored.bodyLength(), MAX_BODY);
  }
}
