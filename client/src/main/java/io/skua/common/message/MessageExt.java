package io.skua.common.message;

import io.skua.common.TopicFilterType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message as a broker stored it: the message itself, and where, when and by whom it was stored.
 *
 * <p>Consumers receive these. In a received message host addresses, broker name and message id are
 * always there; in one made by the constructor without parameters they are null until set. Not safe
 * for use by several threads while one of them changes it.
 */
public class MessageExt extends Message {
  private static final long serialVersionUID = 5720810158625748049L;

  // Bits of the system flag (protocol 4.4).
  private static final int MULTI_TAGS = 1 << 1;
  private static final int BORN_HOST_V6 = 1 << 4;
  private static final int STORE_HOST_V6 = 1 << 5;

  private String brokerName;
  private int queueId;
  private int storeSize;
  private long queueOffset;
  private int sysFlag;
  private long bornTimestamp;
  private SocketAddress bornHost;
  private long storeTimestamp;
  private SocketAddress storeHost;
  private String msgId;
  private long commitLogOffset;
  private int bodyCRC;
  private int reconsumeTimes;
  private long preparedTransactionOffset;

  /** Creates a message in which nothing is known yet. */
  // The references are null on purpose here: whoever decodes a message fills them in by setters.
  @SuppressWarnings("NullAway.Init")
  public MessageExt() {}

  /**
   * Creates a message of which the place is known; broker name, offsets and content are not.
   *
   * @param bornTimestamp when the sender sent it, in milliseconds since 1970-01-01T00:00Z
   * @param storeTimestamp when the broker stored it, likewise
   */
  // As above; only the broker name is missing here.
  @SuppressWarnings("NullAway.Init")
  public MessageExt(
      int queueId,
      long bornTimestamp,
      SocketAddress bornHost,
      long storeTimestamp,
      SocketAddress storeHost,
      String msgId) {
    this.queueId = queueId;
    this.bornTimestamp = bornTimestamp;
    this.bornHost = bornHost;
    this.storeTimestamp = storeTimestamp;
    this.storeHost = storeHost;
    this.msgId = msgId;
  }

  /** Returns what a system flag says about tags. */
  public static TopicFilterType parseTopicFilterType(int sysFlag) {
    return (sysFlag & MULTI_TAGS) != 0 ? TopicFilterType.MULTI_TAG : TopicFilterType.SINGLE_TAG;
  }

  /**
   * Writes an address as in stored messages: 4 or 16 bytes of IP, then the port as 4 bytes.
   *
   * @param socketAddress a resolved internet address
   * @param byteBuffer where to write; returned flipped
   * @throws IllegalArgumentException if the address is not a resolved internet address
   */
  public static ByteBuffer socketAddress2ByteBuffer(
      SocketAddress socketAddress, ByteBuffer byteBuffer) {
    InetSocketAddress address = resolved(socketAddress);
    byteBuffer.put(address.getAddress().getAddress());
    byteBuffer.putInt(address.getPort());
    return byteBuffer.flip();
  }

  /** Writes an address into a new buffer of 8 or 20 bytes; see the other overload. */
  public static ByteBuffer socketAddress2ByteBuffer(SocketAddress socketAddress) {
    int ip = resolved(socketAddress).getAddress() instanceof Inet6Address ? 16 : 4;
    return socketAddress2ByteBuffer(socketAddress, ByteBuffer.allocate(ip + Integer.BYTES));
  }

  private static InetSocketAddress resolved(@Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress internet && !internet.isUnresolved()) {
      return internet;
    }
    throw new IllegalArgumentException(
        "Expected a resolved internet address, but got " + address + "; set one first.");
  }

  /** Returns the sender's address in the form of {@link #socketAddress2ByteBuffer}. */
  public ByteBuffer getBornHostBytes() {
    return socketAddress2ByteBuffer(bornHost);
  }

  /** Writes the sender's address into the buffer and returns it flipped. */
  public ByteBuffer getBornHostBytes(ByteBuffer byteBuffer) {
    return socketAddress2ByteBuffer(bornHost, byteBuffer);
  }

  /** Returns the broker's address in the form of {@link #socketAddress2ByteBuffer}. */
  public ByteBuffer getStoreHostBytes() {
    return socketAddress2ByteBuffer(storeHost);
  }

  /** Writes the broker's address into the buffer and returns it flipped. */
  public ByteBuffer getStoreHostBytes(ByteBuffer byteBuffer) {
    return socketAddress2ByteBuffer(storeHost, byteBuffer);
  }

  /** Returns the name of the broker that the message came from. */
  public String getBrokerName() {
    return brokerName;
  }

  /** Sets the name of the broker. */
  public void setBrokerName(String brokerName) {
    this.brokerName = brokerName;
  }

  /** Returns the number of the queue in its topic on its broker. */
  public int getQueueId() {
    return queueId;
  }

  /** Sets the number of the queue. */
  public void setQueueId(int queueId) {
    this.queueId = queueId;
  }

  /** Returns when the sender sent it, by the sender's clock: milliseconds since 1970. */
  public long getBornTimestamp() {
    return bornTimestamp;
  }

  /** Sets when it was sent, in milliseconds since 1970-01-01T00:00Z. */
  public void setBornTimestamp(long bornTimestamp) {
    this.bornTimestamp = bornTimestamp;
  }

  /** Returns the sender's address as the broker saw it. */
  public SocketAddress getBornHost() {
    return bornHost;
  }

  /** Sets the sender's address. */
  public void setBornHost(SocketAddress bornHost) {
    this.bornHost = bornHost;
  }

  /** Returns the sender's IP address as text, or null if it is not known or not resolved. */
  public @Nullable String getBornHostString() {
    if (bornHost instanceof InetSocketAddress internet) {
      InetAddress ip = internet.getAddress();
      return ip == null ? null : ip.getHostAddress();
    }
    return null;
  }

  /** Returns the sender's host name where it is known without asking anybody, else its IP. */
  public @Nullable String getBornHostNameString() {
    return bornHost instanceof InetSocketAddress internet ? internet.getHostString() : null;
  }

  /** Returns when the broker stored it, by the broker's clock: milliseconds since 1970. */
  public long getStoreTimestamp() {
    return storeTimestamp;
  }

  /** Sets when it was stored, in milliseconds since 1970-01-01T00:00Z. */
  public void setStoreTimestamp(long storeTimestamp) {
    this.storeTimestamp = storeTimestamp;
  }

  /** Returns the address of the broker that stored it. */
  public SocketAddress getStoreHost() {
    return storeHost;
  }

  /** Sets the address of the broker. */
  public void setStoreHost(SocketAddress storeHost) {
    this.storeHost = storeHost;
  }

  /** Returns the sender's unique id if the message has one, else the broker's offset id. */
  public String getMsgId() {
    return msgId;
  }

  /** Sets the id. */
  public void setMsgId(String msgId) {
    this.msgId = msgId;
  }

  /** Returns the bits of protocol 4.4. */
  public int getSysFlag() {
    return sysFlag;
  }

  /** Sets the bits of protocol 4.4. */
  public void setSysFlag(int sysFlag) {
    this.sysFlag = sysFlag;
  }

  /** Marks the broker's address as an IPv6 address in the system flag. */
  public void setStoreHostAddressV6Flag() {
    sysFlag |= STORE_HOST_V6;
  }

  /** Marks the sender's address as an IPv6 address in the system flag. */
  public void setBornHostV6Flag() {
    sysFlag |= BORN_HOST_V6;
  }

  /** Returns the CRC-32 of the stored body. */
  public int getBodyCRC() {
    return bodyCRC;
  }

  /** Sets the CRC-32 of the stored body. */
  public void setBodyCRC(int bodyCRC) {
    this.bodyCRC = bodyCRC;
  }

  /** Returns the position in the queue, counted in messages from 0. */
  public long getQueueOffset() {
    return queueOffset;
  }

  /** Sets the position in the queue. */
  public void setQueueOffset(long queueOffset) {
    this.queueOffset = queueOffset;
  }

  /** Returns the position in the broker's commit log, in bytes. */
  public long getCommitLogOffset() {
    return commitLogOffset;
  }

  /** Sets the position in the commit log, in bytes. */
  public void setCommitLogOffset(long physicOffset) {
    this.commitLogOffset = physicOffset;
  }

  /** Returns the length of the stored record, in bytes. */
  public int getStoreSize() {
    return storeSize;
  }

  /** Sets the length of the stored record, in bytes. */
  public void setStoreSize(int storeSize) {
    this.storeSize = storeSize;
  }

  /** Returns how often the message was given back for another try; 0 on the first delivery. */
  public int getReconsumeTimes() {
    return reconsumeTimes;
  }

  /** Sets how often the message was given back. */
  public void setReconsumeTimes(int reconsumeTimes) {
    this.reconsumeTimes = reconsumeTimes;
  }

  /** Returns the commit log position of the half message of the transaction, or 0. */
  public long getPreparedTransactionOffset() {
    return preparedTransactionOffset;
  }

  /** Sets the commit log position of the half message. */
  public void setPreparedTransactionOffset(long preparedTransactionOffset) {
    this.preparedTransactionOffset = preparedTransactionOffset;
  }

  /** Returns the topic's system flag as of the pull that brought the message, or null. */
  public @Nullable Integer getTopicSysFlag() {
    return transientFlag(MessageConst.PROPERTY_TRANSIENT_TOPIC_CONFIG);
  }

  /** Sets the topic's system flag; null removes it. */
  public void setTopicSysFlag(@Nullable Integer topicSysFlag) {
    setTransientFlag(MessageConst.PROPERTY_TRANSIENT_TOPIC_CONFIG, topicSysFlag);
  }

  /** Returns the consumer group's system flag as of the pull that brought the message, or null. */
  public @Nullable Integer getGroupSysFlag() {
    return transientFlag(MessageConst.PROPERTY_TRANSIENT_GROUP_CONFIG);
  }

  /** Sets the consumer group's system flag; null removes it. */
  public void setGroupSysFlag(@Nullable Integer groupSysFlag) {
    setTransientFlag(MessageConst.PROPERTY_TRANSIENT_GROUP_CONFIG, groupSysFlag);
  }

  private @Nullable Integer transientFlag(String name) {
    String value = getProperty(name);
    return value == null || value.isEmpty() ? null : Integer.valueOf(value);
  }

  private void setTransientFlag(String name, @Nullable Integer value) {
    if (value == null) {
      clearProperty(name);
    } else {
      putProperty(name, value.toString());
    }
  }

  /** Returns all fields, the body as decimal bytes: long for a long body. */
  @Override
  public String toString() {
    return "MessageExt [brokerName="
        + brokerName
        + ", queueId="
        + queueId
        + ", storeSize="
        + storeSize
        + ", queueOffset="
        + queueOffset
        + ", sysFlag="
        + sysFlag
        + ", bornTimestamp="
        + bornTimestamp
        + ", bornHost="
        + bornHost
        + ", storeTimestamp="
        + storeTimestamp
        + ", storeHost="
        + storeHost
        + ", msgId="
        + msgId
        + ", commitLogOffset="
        + commitLogOffset
        + ", bodyCRC="
        + bodyCRC
        + ", reconsumeTimes="
        + reconsumeTimes
        + ", preparedTransactionOffset="
        + preparedTransactionOffset
        + ", toString()="
        + super.toString()
        + "]";
  }
}
