package io.skua.client.utils;

import io.skua.client.exception.MQClientException;
import io.skua.common.MixAll;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import org.jspecify.annotations.Nullable;

/**
 * For the application that answers requests (protocol 6.17). Pure functions, safe for use from any
 * thread.
 *
 * <pre>{@code
 * Message reply = MessageUtil.createReplyMessage(request, body);
 * producer.send(reply);
 * }</pre>
 */
public class MessageUtil {
  /** The code of a reply that cannot be made (protocol 6.17). */
  private static final int CREATE_REPLY_MESSAGE = 10007;

  /** There is nothing to create; kept because the constructor has always been public. */
  public MessageUtil() {}

  /**
   * Makes the reply to a request; it is sent like any other message, by any producer of the
   * cluster, and reaches the one client that waits for it.
   *
   * @param requestMessage the request as it was received
   * @param body the content of the reply, not copied
   * @throws MQClientException with code 10007 when there is no request, or it does not name the
   *     cluster that it came from, as every received message does
   */
  public static Message createReplyMessage(@Nullable Message requestMessage, byte[] body)
      throws MQClientException {
    if (requestMessage == null) {
      throw new MQClientException(
          CREATE_REPLY_MESSAGE, "create reply message fail, requestMessage cannot be null.");
    }
    String cluster = requestMessage.getProperty(MessageConst.PROPERTY_CLUSTER);
    if (cluster == null) {
      throw new MQClientException(
          CREATE_REPLY_MESSAGE,
          "create reply message fail, requestMessage error, property["
              + MessageConst.PROPERTY_CLUSTER
              + "] is null.");
    }
    Message reply = new Message();
    reply.setTopic(MixAll.getReplyTopic(cluster));
    reply.setBody(body);
    MessageAccessor.putProperty(
        reply, MessageConst.PROPERTY_MESSAGE_TYPE, MixAll.REPLY_MESSAGE_FLAG);
    copy(MessageConst.PROPERTY_CORRELATION_ID, requestMessage, reply);
    copy(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT, requestMessage, reply);
    copy(MessageConst.PROPERTY_MESSAGE_TTL, requestMessage, reply);
    return reply;
  }

  private static void copy(String name, Message from, Message to) {
    String value = from.getProperty(name);
    if (value != null) {
      MessageAccessor.putProperty(to, name, value);
    }
  }

  /**
   * Returns the id of the client that waits for the reply, or null when the message is no request.
   */
  public static @Nullable String getReplyToClient(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT);
  }
}
