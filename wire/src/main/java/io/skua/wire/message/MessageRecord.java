package io.skua.wire.message;

import io.skua.wire.BigEndian;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.RecentText;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * One message in the layout of the commit log and of pull bodies (protocol 5.1). An object is a
 * view: it reads from the array that it was parsed from, which must not change meanwhile.
 * Thread-safe as long as that holds.
 *
 * <p>Parsing checks every length, so that all accessors stay inside the record; the only thing that
 * they may find wrong later is the port of a host.
 */
public final class MessageRecord {
  /** Marks a record with a one byte topic length. */
  public static final int MAGIC_V1 = 0xDAA320A7;

  /** Marks a record with a two byte topic length, for topics longer than 127 bytes. */
  public static final int MAGIC_V2 = 0xDAA320AB;

  /** Marks the filler at the end of a log file. */
  public static final int MAGIC_FILLER = 0xCBD43194;

  /** The fewest bytes that a record can have. */
  public static final int MIN_SIZE = 91;

  /** This many bytes from the start of a record hold its {@link #storeTimestampAt store time}. */
  public static final int HEAD_SIZE = 76;

  /** This many bytes from the start of a record hold its {@link #bodyEndAt length of the body}. */
  public static final int BODY_LENGTH_END = 112;

  private static final int MAX_V1_TOPIC = Byte.MAX_VALUE;
  private static final int V6_EXTRA = 12;
  private static final int CRC_MASK = 0x7FFFFFFF;

  /** How many a pull brings at most, unless it asks for more (protocol b 1.6). */
  private static final int PULLED = 32;

  private final byte[] bytes;
  private final int start;
  private final int body;
  private final int topic;
  private final int topicLength;
  private final int properties;

  private MessageRecord(
      byte[] bytes, int start, int body, int topic, int topicLength, int properties) {
    this.bytes = bytes;
    this.start = start;
    this.body = body;
    this.topic = topic;
    this.topicLength = topicLength;
    this.properties = properties;
  }

  /** Returns how many bytes the topic takes in a record. */
  public static int topicBytes(MessageDraft draft) {
    return Utf8.length(draft.topic());
  }

  /** Returns how many bytes the property string takes in a record. */
  public static int propertiesBytes(MessageDraft draft) {
    return Utf8.length(draft.properties());
  }

  /** Returns the size of the record that a draft becomes, given its two text sizes. */
  public static long size(MessageDraft draft, int topicBytes, int propertiesBytes) {
    return (long) MIN_SIZE
        + (HostBytes.v6(draft.bornHost()) ? V6_EXTRA : 0)
        + (HostBytes.v6(draft.storeHost()) ? V6_EXTRA : 0)
        + draft.bodyLength()
        + (topicBytes > MAX_V1_TOPIC ? 1 : 0)
        + topicBytes
        + propertiesBytes;
  }

  /**
   * Appends a record to {@code out} and returns its size.
   *
   * @throws IllegalArgumentException when the topic or the properties have more than 32767 bytes;
   *     {@code out} is then as before
   */
  public static int write(
      MessageDraft draft, long queueOffset, long logOffset, long storeTimestamp, Output out) {
    int start = out.size();
    int topicBytes = topicBytes(draft);
    boolean v2 = topicBytes > MAX_V1_TOPIC;
    int hosts =
        (HostBytes.v6(draft.bornHost()) ? SysFlag.BORN_HOST_V6 : 0)
            | (HostBytes.v6(draft.storeHost()) ? SysFlag.STORE_HOST_V6 : 0);
    out.int32(0);
    out.int32(v2 ? MAGIC_V2 : MAGIC_V1);
    out.int32(crc(draft.body(), draft.bodyOffset(), draft.bodyLength()));
    out.int32(draft.queueId());
    out.int32(draft.flag());
    out.int64(queueOffset);
    out.int64(logOffset);
    out.int32((draft.sysFlag() & ~(SysFlag.BORN_HOST_V6 | SysFlag.STORE_HOST_V6)) | hosts);
    out.int64(draft.bornTimestamp());
    writeHost(draft.bornHost(), out);
    out.int64(storeTimestamp);
    writeHost(draft.storeHost(), out);
    out.int32(draft.reconsumeTimes());
    out.int64(draft.preparedTransactionOffset());
    out.int32(draft.bodyLength());
    out.bytes(draft.body(), draft.bodyOffset(), draft.bodyLength());
    writeTexts(draft, topicBytes, v2, start, out);
    int size = out.size() - start;
    out.patch32(start, size);
    return size;
  }

  private static void writeTexts(
      MessageDraft draft, int topicBytes, boolean v2, int start, Output out) {
    int propertiesBytes = propertiesBytes(draft);
    if (topicBytes > Short.MAX_VALUE || propertiesBytes > MessageProperties.MAX_BYTES) {
      out.truncate(start);
      throw new IllegalArgumentException(
          "a record holds at most 32767 bytes of topic and of properties, not "
              + topicBytes
              + " and "
              + propertiesBytes);
    }
    if (v2) {
      out.int16(topicBytes);
    } else {
      out.int8(topicBytes);
    }
    out.utf8(draft.topic());
    out.int16(propertiesBytes);
    out.utf8(draft.properties());
  }

  private static void writeHost(InetSocketAddress host, Output out) {
    out.bytes(host.getAddress().getAddress());
    out.int32(host.getPort());
  }

  /**
   * Reads the record that begins at {@code from}.
   *
   * @param bytes array that holds the record
   * @param from where it begins
   * @param available how many bytes from there may be read; the record may be shorter
   * @throws MalformedException when there is no whole and consistent record; the body's CRC is left
   *     to {@link #bodyIntact}
   */
  public static MessageRecord parse(byte[] bytes, int from, int available) {
    if (from < 0 || available < MIN_SIZE || available > bytes.length - from) {
      throw new MalformedException(
          "a message has at least " + MIN_SIZE + " bytes, not " + available);
    }
    int size = BigEndian.int32(bytes, from);
    int magic = BigEndian.int32(bytes, from + 4);
    if (magic != MAGIC_V1 && magic != MAGIC_V2) {
      throw new MalformedException("message magic is 0x" + Integer.toHexString(magic));
    }
    int sysFlag = BigEndian.int32(bytes, from + 36);
    int bodyLengthAt = from + 84 + hostsExtra(sysFlag);
    int end = from + size;
    if (size < MIN_SIZE + hostsExtra(sysFlag) || size > available) {
      throw new MalformedException("message size is " + size + ", with " + available + " at hand");
    }
    int bodyLength = BigEndian.int32(bytes, bodyLengthAt);
    int body = bodyLengthAt + 4;
    int lengthBytes = magic == MAGIC_V2 ? 2 : 1;
    check("body", bodyLength, end - body - lengthBytes - 2);
    int topic = body + bodyLength + lengthBytes;
    int topicLength = lengthBytes == 2 ? BigEndian.int16(bytes, topic - 2) : bytes[topic - 1];
    check("topic", topicLength, end - topic - 2);
    int properties = topic + topicLength + 2;
    checkProperties(BigEndian.int16(bytes, properties - 2), end - properties);
    return new MessageRecord(bytes, from, body, topic, topicLength, properties);
  }

  private static void check(String part, int length, int room) {
    if (length < 0 || length > room) {
      throw new MalformedException("message " + part + " has " + length + " bytes of " + room);
    }
  }

  private static void checkProperties(int length, int left) {
    if (length != left) {
      throw new MalformedException(
          "message properties have " + length + " bytes, but " + left + " are left");
    }
  }

  /**
   * Reads the records of a pull body up to the first that is bad; what follows it is given up
   * (protocol 5.1).
   */
  public static List<MessageRecord> parseAll(byte[] bytes, int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    List<MessageRecord> records = new ArrayList<>(PULLED);
    int end = from + length;
    try {
      for (int at = from; at < end; ) {
        MessageRecord record = parse(bytes, at, end - at);
        records.add(record);
        at += record.size();
      }
    } catch (MalformedException e) {
      // The protocol's rule: a reader keeps what it has.
      return records;
    }
    return records;
  }

  /** Returns the size field of the record or filler that begins at {@code from}. */
  public static int sizeAt(byte[] bytes, int from) {
    return BigEndian.int32(bytes, from);
  }

  /** Returns the magic of the record or filler that begins at {@code from}. */
  public static int magicAt(byte[] bytes, int from) {
    return BigEndian.int32(bytes, from + 4);
  }

  /** Returns the store time of a record of which {@link #HEAD_SIZE} bytes are at hand. */
  public static long storeTimestampAt(byte[] bytes, int from) {
    int sysFlag = BigEndian.int32(bytes, from + 36);
    return BigEndian.int64(
        bytes, from + 56 + ((sysFlag & SysFlag.BORN_HOST_V6) != 0 ? V6_EXTRA : 0));
  }

  /**
   * Returns how many bytes a record has up to the end of its body, when {@link #BODY_LENGTH_END}
   * bytes of it are at hand.
   *
   * @throws MalformedException when the body does not fit into a record of {@code size} bytes
   */
  public static int bodyEndAt(byte[] bytes, int from, int size) {
    int lengthAt = 84 + hostsExtra(BigEndian.int32(bytes, from + 36));
    int length = BigEndian.int32(bytes, from + lengthAt);
    check("body", length, size - lengthAt - 4);
    return lengthAt + 4 + length;
  }

  /**
   * Returns the property string of a record of which only the part behind the body is at hand.
   *
   * @param wide whether the record has the magic {@link #MAGIC_V2}
   * @throws MalformedException when it is not of {@code length} bytes together with the topic
   */
  public static String propertiesBehindBody(byte[] bytes, int from, int length, boolean wide) {
    int lengthBytes = wide ? 2 : 1;
    check("topic", lengthBytes + 2, length);
    int topicLength = wide ? BigEndian.int16(bytes, from) : bytes[from];
    int properties = lengthBytes + topicLength + 2;
    check("topic", topicLength, length - lengthBytes - 2);
    checkProperties(BigEndian.int16(bytes, from + properties - 2), length - properties);
    return new String(bytes, from + properties, length - properties, StandardCharsets.UTF_8);
  }

  /** Returns the array that this view reads from. */
  public byte[] array() {
    return bytes;
  }

  /** Returns where the record begins in {@link #array()}. */
  public int start() {
    return start;
  }

  /** Returns the number of bytes of the whole record. */
  public int size() {
    return BigEndian.int32(bytes, start);
  }

  /** Returns the CRC-32 of the body without its highest bit, as it was written. */
  public int bodyCrc() {
    return BigEndian.int32(bytes, start + 8);
  }

  /** Says whether the body has the CRC that was written; an empty body always has (5.1). */
  public boolean bodyIntact() {
    return bodyLength() == 0 || crc(bytes, body, bodyLength()) == bodyCrc();
  }

  /** Returns the number of the queue. */
  public int queueId() {
    return BigEndian.int32(bytes, start + 12);
  }

  /** Returns the user's number. */
  public int flag() {
    return BigEndian.int32(bytes, start + 16);
  }

  /** Returns the place in the queue. */
  public long queueOffset() {
    return BigEndian.int64(bytes, start + 20);
  }

  /** Returns the place in the commit log. */
  public long logOffset() {
    return BigEndian.int64(bytes, start + 28);
  }

  /** Returns the bits of {@link SysFlag}. */
  public int sysFlag() {
    return BigEndian.int32(bytes, start + 36);
  }

  /** Returns the wall time in milliseconds at the sender. */
  public long bornTimestamp() {
    return BigEndian.int64(bytes, start + 40);
  }

  /**
   * Returns the address of the sender.
   *
   * @throws MalformedException when its port is none
   */
  public InetSocketAddress bornHost() {
    return host(start + 48, SysFlag.BORN_HOST_V6, "born host");
  }

  /** Returns the wall time in milliseconds at which the broker stored it. */
  public long storeTimestamp() {
    return storeTimestampAt(bytes, start);
  }

  /**
   * Returns the address of the broker that stored it.
   *
   * @throws MalformedException when its port is none
   */
  public InetSocketAddress storeHost() {
    int extra = (sysFlag() & SysFlag.BORN_HOST_V6) != 0 ? V6_EXTRA : 0;
    return host(start + 64 + extra, SysFlag.STORE_HOST_V6, "store host");
  }

  /** Returns how often consumption was retried. */
  public int reconsumeTimes() {
    return BigEndian.int32(bytes, body - 16);
  }

  /** Returns the log offset of the half message, or 0. */
  public long preparedTransactionOffset() {
    return BigEndian.int64(bytes, body - 12);
  }

  /** Returns where the body begins in {@link #array()}. */
  public int bodyStart() {
    return body;
  }

  /** Returns the number of bytes of the stored, possibly compressed body. */
  public int bodyLength() {
    return BigEndian.int32(bytes, body - 4);
  }

  /** Returns a copy of the stored, possibly compressed body. */
  public byte[] body() {
    return Arrays.copyOfRange(bytes, body, body + bodyLength());
  }

  /** Returns the topic. */
  public String topic() {
    return RecentText.of(bytes, topic, topic + topicLength);
  }

  /** Returns the property string (see {@link MessageProperties}). */
  public String properties() {
    return new String(bytes, properties, start + size() - properties, StandardCharsets.UTF_8);
  }

  private InetSocketAddress host(int at, int v6Flag, String what) {
    int length = (sysFlag() & v6Flag) != 0 ? 16 : 4;
    return HostBytes.read(bytes, at, length, BigEndian.int32(bytes, at + length), what);
  }

  private static int hostsExtra(int sysFlag) {
    return ((sysFlag & SysFlag.BORN_HOST_V6) != 0 ? V6_EXTRA : 0)
        + ((sysFlag & SysFlag.STORE_HOST_V6) != 0 ? V6_EXTRA : 0);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue() & CRC_MASK;
  }
}
