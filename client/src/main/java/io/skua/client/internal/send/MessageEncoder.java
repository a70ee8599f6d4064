package io.skua.client.internal.send;

import io.skua.client.internal.compression.Codecs;
import io.skua.common.MixAll;
import io.skua.common.compression.CompressionType;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageConst;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.runtime.Clock;
import io.skua.wire.code.RequestCode;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.SysFlag;
import io.skua.wire.message.UniqueId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a message what goes on the wire (protocol 6.13 and 6.14). The caller's message gets its
 * unique id, and in a namespace the property that says so; its topic and body are left alone.
 * Thread-safe.
 */
public final class MessageEncoder {
  private static final String RETRY_PREFIX = "%RETRY%";

  private final UniqueId ids;
  private final Clock clock;
  private final boolean smartMessages;
  private final AtomicReference<MessageProperties.@Nullable Formatter> spare =
      new AtomicReference<>();

  /**
   * Makes an encoder.
   *
   * @param smartMessages whether single messages travel under field names of one letter
   */
  public MessageEncoder(UniqueId ids, Clock clock, boolean smartMessages) {
    this.ids = ids;
    this.clock = clock;
    this.smartMessages = smartMessages;
  }

  /** What a producer's settings say of encoding. */
  public interface Rules {
    /** Returns from how many bytes on bodies are compressed. */
    int compressFrom();

    /** Returns how much is tried for a smaller body, 0 to 9. */
    int compressLevel();

    /** Returns how bodies are compressed. */
    CompressionType compressType();

    /** Returns the namespace of version 1, or null. */
    @Nullable String namespace();
  }

  /**
   * Encodes one message.
   *
   * @param topic the topic as the broker knows it
   * @throws io.skua.client.internal.compression.CodecUnavailableException when the body is to be
   *     compressed, and the library for it is missing
   */
  public Outgoing encode(Message message, String topic, Rules rules) {
    String uniqueKey = identify(message, rules);
    byte[] body = bodyOf(message);
    int sysFlag = 0;
    if (body.length >= rules.compressFrom()) {
      CompressionType type = rules.compressType();
      body = Codecs.of(type).compress(body, rules.compressLevel());
      sysFlag |= SysFlag.COMPRESSED | type.getCompressionFlag();
    }
    if ("true".equalsIgnoreCase(message.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
      sysFlag |= SysFlag.TRANSACTION_PREPARED;
    }
    // The property string is made first, so that what moves to the header stays in it as well, as
    // known.
    String properties = format(propertiesOf(message));
    boolean retry = topic.startsWith(RETRY_PREFIX);
    return new Outgoing(
        topic,
        NamespaceUtil.withoutNamespace(topic, rules.namespace()),
        message.getFlag(),
        sysFlag,
        properties,
        body,
        uniqueKey,
        requestCode(message),
        false,
        clock.wallMillis(),
        retry ? number(MessageAccessor.getReconsumeTime(message), 0) : 0,
        retry ? numberOrNull(MessageAccessor.getMaxReconsumeTimes(message)) : null);
  }

  private int requestCode(Message message) {
    if (isReply(message)) {
      return smartMessages ? RequestCode.SEND_REPLY_MESSAGE_V2 : RequestCode.SEND_REPLY_MESSAGE;
    }
    return smartMessages ? RequestCode.SEND_MESSAGE_V2 : RequestCode.SEND_MESSAGE;
  }

  /** Returns how many bytes the body of a message has, or the bodies of a batch; 0 for none. */
  public static int bodyLength(@Nullable Message message) {
    if (message instanceof MessageBatch batch) {
      int length = 0;
      for (Message each : batch) {
        length += bodyLength(each);
      }
      return length;
    }
    byte[] body = message == null ? null : message.getBody();
    return body == null ? 0 : body.length;
  }

  /** Says whether a message is the reply to a request. */
  public static boolean isReply(Message message) {
    return MixAll.REPLY_MESSAGE_FLAG.equals(
        message.getProperty(MessageConst.PROPERTY_MESSAGE_TYPE));
  }

  /** Encodes a batch; it is never compressed. */
  public Outgoing encode(MessageBatch batch, String topic, Rules rules) {
    StringBuilder keys = new StringBuilder();
    for (Message message : batch) {
      keys.append(keys.isEmpty() ? "" : ",").append(identify(message, rules));
    }
    identify(batch, rules);
    return new Outgoing(
        topic,
        NamespaceUtil.withoutNamespace(topic, rules.namespace()),
        batch.getFlag(),
        0,
        MessageProperties.format(propertiesOf(batch)),
        batch.encode(),
        keys.toString(),
        RequestCode.SEND_BATCH_MESSAGE,
        true,
        clock.wallMillis(),
        0,
        null);
  }

  // The string copies what it is made of; whoever comes meanwhile makes a builder of its own.
  private String format(Map<String, String> properties) {
    MessageProperties.Formatter formatter = spare.getAndSet(null);
    if (formatter == null) {
      formatter = new MessageProperties.Formatter();
    }
    String text = formatter.format(properties);
    spare.set(formatter);
    return text;
  }

  /** Gives the message a unique id unless it has one: a message that is sent again keeps it. */
  private String identify(Message message, Rules rules) {
    String namespace = rules.namespace();
    if (namespace != null && !namespace.isEmpty()) {
      MessageAccessor.putProperty(message, MessageConst.PROPERTY_INSTANCE_ID, namespace);
    }
    String known = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
    if (known != null) {
      return known;
    }
    String fresh = ids.next();
    MessageAccessor.putProperty(
        message, MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, fresh);
    return fresh;
  }

  private static byte[] bodyOf(Message message) {
    byte[] body = message.getBody();
    if (body == null) {
      throw new IllegalArgumentException("the message body is null");
    }
    return body;
  }

  private static Map<String, String> propertiesOf(Message message) {
    Map<String, String> properties = message.getProperties();
    return properties == null ? Map.of() : properties;
  }

  private static int number(@Nullable String text, int otherwise) {
    return text == null ? otherwise : Integer.parseInt(text);
  }

  private static @Nullable Integer numberOrNull(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }
}
