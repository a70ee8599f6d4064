package io.skua.client.internal.reply;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compression.CodecUnavailableException;
import io.skua.client.internal.compression.Codecs;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.net.Address;
import io.skua.wire.MalformedException;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ReplyMessage;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it came in. The loop only copies it; who waits for it reads it, for inflating may take
 * its time.
 *
 * @param body as the broker sent it, perhaps compressed
 * @param arrived when, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReceivedReply(ReplyMessage header, byte[] body, long arrived) {
  private static final int MAX_BODY = 64 << 20;

  /** Takes a reply out of the frame that brings it. */
  static ReceivedReply of(Frame push, long arrived) {
    return new ReceivedReply(push.header(ReplyMessage.WIRE), push.bodyBytes(), arrived);
  }

  private String properties() {
    String properties = header.properties();
    return properties == null ? "" : properties;
  }

  /** Returns the id of the request that it belongs to, or null when it names none. */
  @Nullable String correlationId() {
    return MessageProperties.value(properties(), PropertyName.CORRELATION_ID);
  }

  /**
   * Reads the message.
   *
   * @throws MQClientException when the body is damaged or compressed in a way that is not known
   */
  public MessageExt message() throws MQClientException {
    MessageExt message = new MessageExt();
    message.setTopic(header.topic());
    message.setBody(restored());
    message.setFlag(header.flag());
    message.setQueueId(header.queueId());
    message.setSysFlag(header.sysFlag());
    message.setBornTimestamp(header.bornTimestamp());
    message.setStoreTimestamp(header.storeTimestamp());
    InetSocketAddress born = host(header.bornHost());
    if (born != null) {
      message.setBornHost(born);
    }
    InetSocketAddress store = host(header.storeHost());
    if (store != null) {
      message.setStoreHost(store);
    }
    Integer reconsumed = header.reconsumeTimes();
    message.setReconsumeTimes(reconsumed == null ? 0 : reconsumed);
    MessageAccessor.setProperties(message, MessageProperties.parse(properties()));
    MessageAccessor.putProperty(
        message, MessageConst.PROPERTY_REPLY_MESSAGE_ARRIVE_TIME, Long.toString(arrived));
    return message;
  }

  private byte[] restored() throws MQClientException {
    try {
      return Codecs.restore(header.sysFlag(), body, 0, body.length, MAX_BODY);
    } catch (MalformedException | CodecUnavailableException e) {
      throw new MQClientException("the reply cannot be read: " + e.getMessage(), e);
    }
  }

  // A broker writes literals; a name would have to be looked up, and an address is not worth that.
  private static @Nullable InetSocketAddress host(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Address address = Address.parse(text);
      InetAddress literal = Address.literal(address.host());
      return literal == null
          ? InetSocketAddress.createUnresolved(address.host(), address.port())
          : new InetSocketAddress(literal, address.port());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
