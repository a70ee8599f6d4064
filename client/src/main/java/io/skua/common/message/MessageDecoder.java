package io.skua.common.message;

import io.skua.wire.MalformedException;
import io.skua.wire.message.OffsetMessageId;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Reads and makes the ids that brokers give to messages (protocol 4.5). Pure. */
public class MessageDecoder {
  /** There is nothing to create; kept because the constructor has always been public. */
  public MessageDecoder() {}

  /**
   * Returns where the message of an id is stored.
   *
   * @param msgId an id of a broker, as in {@link io.skua.client.producer.SendResult#getOffsetMsgId}
   * @throws UnknownHostException when it is no such id
   */
  public static MessageId decodeMessageId(String msgId) throws UnknownHostException {
    try {
      OffsetMessageId id = OffsetMessageId.parse(msgId);
      return new MessageId(id.host(), id.logOffset());
    } catch (MalformedException e) {
      UnknownHostException failure = new UnknownHostException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /**
   * Returns the id of a message.
   *
   * @param socketAddress of the broker, resolved: an {@link InetSocketAddress}
   * @param transactionIdhashCode the place in its commit log
   */
  public static String createMessageId(SocketAddress socketAddress, long transactionIdhashCode) {
    return new OffsetMessageId((InetSocketAddress) socketAddress, transactionIdhashCode).text();
  }
}
