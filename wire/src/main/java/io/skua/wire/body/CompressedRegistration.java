package io.skua.wire.body;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The deflated form of a registration: version, topics as lines, filter servers, and from brokers
 * of 5.0.0 on the static topics; each part with its length before it (protocol 3.2).
 */
final class CompressedRegistration {
  /** As much as a frame could carry without compression. */
  static final int MAX_INFLATED = FrameDecoder.MAX_FRAME;

  private final byte[] bytes;
  private final ByteBuffer in;

  private CompressedRegistration(Output inflated) {
    bytes = inflated.array();
    in = ByteBuffer.wrap(bytes, 0, inflated.size());
  }

  static RegisterBrokerBody read(byte[] bytes, int from, int length) {
    return new CompressedRegistration(inflate(bytes, from, length)).body();
  }

  private RegisterBrokerBody body() {
    DataVersion version = json(DataVersion::read);
    SortedMap<String, TopicConfig> topics = new TreeMap<>();
    for (int left = count(); left > 0; left--) {
      TopicConfig topic = TopicConfig.parseLine(text());
      topics.put(topic.topicName(), topic);
    }
    List<String> filterServers = json(Json::textList);
    DataVersion mappingVersion = null;
    SortedMap<String, TopicQueueMapping> mappings = new TreeMap<>();
    if (in.hasRemaining()) {
      mappingVersion = DataVersion.ZERO; // it does not travel
      for (int left = count(); left > 0; left--) {
        TopicQueueMapping mapping = json(TopicQueueMapping::read);
        mappings.put(mapping.topic(), mapping);
      }
    }
    return new RegisterBrokerBody(
        new TopicConfigTable(version, topics, mappingVersion, mappings), filterServers);
  }

  private <T> T json(Function<JsonReader, T> shape) {
    int length = count();
    T value = Json.parse(bytes, in.position(), length, shape);
    in.position(in.position() + length);
    return value;
  }

  private String text() {
    int length = count();
    String text = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  // A length and a number of parts have the same bound: each part takes a byte at least.
  private int count() {
    if (in.remaining() < 4) {
      throw new MalformedException("the compressed registration ends too early");
    }
    int count = in.getInt();
    if (count < 0 || count > in.remaining()) {
      throw new MalformedException(
          "the compressed registration announces " + count + " and has " + in.remaining());
    }
    return count;
  }

  private static Output inflate(byte[] bytes, int from, int length) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, from, length);
      Output out = new Output(Math.min(4 * length, MAX_INFLATED));
      byte[] part = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if (count == 0 && !inflater.finished()) {
          throw new MalformedException("the compressed registration ends too early");
        }
        if (out.size() + count > MAX_INFLATED) {
          throw new MalformedException(
              "the compressed registration holds more than " + MAX_INFLATED + " bytes");
        }
        out.bytes(part, 0, count);
      }
      return out;
    } catch (DataFormatException e) {
      throw new MalformedException("the registration is not deflated: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
