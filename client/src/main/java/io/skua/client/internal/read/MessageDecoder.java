package io.skua.client.internal.read;

import io.skua.client.internal.compression.BodyForm;
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

/** Makes of stored records what users see. All methods are pure. */
public final class MessageDecoder {
  /** The most bytes that a body which was compressed may have. */
  public static final int MAX_BODY = 64 << 20;

  private MessageDecoder() {}

  /**
   * Returns a message with its whole content; its topic is the one that the servers know.
   *
   * @throws MalformedException when it is damaged or compressed in a way that is not known
   * @throws io.skua.client.internal.compression.CodecUnavailableException when the library for its
   *     compression is missing
   */
  public static MessageExt decode(MessageRecord stored) {
    return decode(stored, BodyForm.RESTORED);
  }

  /**
   * As {@link #decode(MessageRecord)}, with the body in a form.
   *
   * <p>One method, and not several, for its length: beyond 325 bytecodes (FreqInlineSize) HotSpot's
   * compiler does not put a method into its callers. This one is the largest part of what a message
   * costs; in each of its three callers again it took a second of that compiler in a client's first
   * five.
   */
  public static MessageExt decode(MessageRecord stored, BodyForm form) {
    if (form != BodyForm.LEFT_OUT && !stored.bodyIntact()) {
      throw new MalformedException(
          "the body at offset "
              + stored.queueOffset()
              + " of queue "
              + stored.queueId()
              + " of "
              + stored.topic()
              + " does not have the checksum that it was stored with");
    }
    // In one pass over all, as most listeners never ask for a property. The key is as its sender
    // was told, and not that of its batch: consumers tell messages apart by it.
    String properties = stored.properties();
    String uniqueKey = null;
    String prepared = null;
    for (int from = 0, to; from < properties.length(); from = to + 1) {
      to = MessageProperties.entryEnd(properties, from);
      if (uniqueKey == null) {
        uniqueKey = MessageProperties.value(properties, from, to, PropertyName.UNIQ_KEY);
      }
      String value =
          MessageProperties.value(properties, from, to, PropertyName.TRANSACTION_PREPARED);
      prepared = value == null ? prepared : value;
    }
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
    // The type stays, as known (protocol 4.4); a body that was restored is no longer compressed.
    int sysFlag = stored.sysFlag();
    message.setSysFlag(form == BodyForm.RESTORED ? sysFlag & ~SysFlag.COMPRESSED : sysFlag);
    if (form == BodyForm.RESTORED) {
      message.setBody(
          Codecs.restore(
              sysFlag, stored.array(), stored.bodyStart(), stored.bodyLength(), MAX_BODY));
    } else if (form == BodyForm.AS_STORED) {
      message.setBody(stored.body());
    }
    MessageAccessor.setProperties(message, properties);
    if (Boolean.parseBoolean(prepared)) {
      message.setTransactionId(uniqueKey);
    }
    message.setStoreSize(stored.size());
    message.setQueueOffset(stored.queueOffset());
    message.setCommitLogOffset(stored.logOffset());
    message.setBodyCRC(stored.bodyCrc());
    message.setReconsumeTimes(stored.reconsumeTimes());
    message.setPreparedTransactionOffset(stored.preparedTransactionOffset());
    return message;
  }
}
