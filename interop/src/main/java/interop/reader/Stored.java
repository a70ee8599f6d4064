package interop.reader;

import interop.harness.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.apache.rocketmq.common.compression.CompressionType;
import org.apache.rocketmq.common.compression.CompressorFactory;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A message as a broker keeps it (protocol 5.1). Apache's decoder is the judge of the layout;
 * checksum and zlib are done here, the other decompression by Apache's compressors.
 *
 * @param brokerName broker it was read from
 * @param queueId queue
 * @param queueOffset place in the queue
 * @param body the body, decompressed
 * @param compression how the stored body is compressed: the name of a type, empty for not at all
 * @param flag the user's flag
 * @param properties all properties, system ones included
 * @param uniqueKey the id of this very message, the first UNIQ_KEY of the record: a 5.3.3 broker
 *     appends the properties of a batch, its key among them, to those of each message in it
 * @param storeHost address of the broker that stored it, {@code host:port}
 * @param offsetMsgId the id made of store host and commit log offset (protocol 4.5)
 */
public record Stored(
    String brokerName,
    int queueId,
    long queueOffset,
    Body body,
    String compression,
    int flag,
    Map<String, String> properties,
    String uniqueKey,
    String storeHost,
    String offsetMsgId) {
  private static final int COMPRESSED = 0x1;
  private static final int COMPRESSION_TYPE = 0x700;
  private static final int COMPRESSION_SHIFT = 8;
  private static final String ZLIB = "ZLIB";
  private static final int POSITIVE = 0x7FFFFFFF;

  /** Name and separator (protocol 4.3). */
  private static final String UNIQUE_KEY = "UNIQ_KEY\u0001";

  private static final char PROPERTY_END = 2;

  /** Decodes records that lie back to back. */
  static List<Stored> decode(String brokerName, byte[] records) throws IOException {
    List<Stored> stored = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(records);
    while (buffer.hasRemaining()) {
      int start = buffer.position();
      MessageExt message = MessageDecoder.decode(buffer, true, false);
      if (message == null) {
        throw new IOException(
            "no message at byte %d of %d from %s".formatted(start, records.length, brokerName));
      }
      stored.add(of(brokerName, message, firstUniqueKey(records, start, buffer.position())));
    }
    return stored;
  }

  /** Searches the record for the property's name: bodies of scenarios do not contain it. */
  private static String firstUniqueKey(byte[] records, int start, int end) {
    String record = new String(records, start, end - start, StandardCharsets.ISO_8859_1);
    int name = record.indexOf(UNIQUE_KEY);
    if (name < 0) {
      return "";
    }
    int value = name + UNIQUE_KEY.length();
    int separator = record.indexOf(PROPERTY_END, value);
    return record.substring(value, separator < 0 ? record.length() : separator);
  }

  private static Stored of(String brokerName, MessageExt message, String uniqueKey)
      throws IOException {
    checkSum(message);
    String compression = compression(message.getSysFlag());
    byte[] body = decompress(compression, message.getBody());
    InetSocketAddress storeHost = (InetSocketAddress) message.getStoreHost();
    return new Stored(
        brokerName,
        message.getQueueId(),
        message.getQueueOffset(),
        Body.of(body),
        compression,
        message.getFlag(),
        Map.copyOf(message.getProperties()),
        uniqueKey,
        storeHost.getAddress().getHostAddress() + ":" + storeHost.getPort(),
        MessageDecoder.createMessageId(storeHost, message.getCommitLogOffset()));
  }

  private static void checkSum(MessageExt message) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(message.getBody());
    int actual = (int) crc.getValue() & POSITIVE;
    if (actual != message.getBodyCRC()) {
      throw new IOException(
          "stored checksum %x, body has %x: %s".formatted(message.getBodyCRC(), actual, message));
    }
  }

  private static String compression(int sysFlag) {
    if ((sysFlag & COMPRESSED) == 0) {
      return "";
    }
    String type = typeOfCompression(sysFlag);
    return type.isEmpty() ? ZLIB : type; // An old producer's.
  }

  /**
   * How a body was compressed that no longer is: whoever restores it leaves the type, which
   * producers of today set with the compression (protocol 4.4). Empty for not at all.
   */
  public static String typeOfCompression(int sysFlag) {
    int type = (sysFlag & COMPRESSION_TYPE) >> COMPRESSION_SHIFT;
    return type == 0 ? "" : CompressionType.findByValue(type).name();
  }

  private static byte[] decompress(String compression, byte[] body) throws IOException {
    if (compression.isEmpty()) {
      return body;
    }
    if (!compression.equals(ZLIB)) {
      return CompressorFactory.getCompressor(CompressionType.of(compression)).decompress(body);
    }
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }
}
