package io.skua.wire.body;

import io.skua.wire.MalformedException;
import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * Confirms several messages that were popped: request 200151 (protocol b 7.5).
 *
 * @param brokerName the broker that handed them out
 */
public record BatchAck(String brokerName, List<Ack> acks) {
  /** Copies the collections. */
  public BatchAck {
    acks = List.copyOf(acks);
  }

  /**
   * Messages of one pop and one queue.
   *
   * @param topic the topic that they were sent to
   * @param kind which topic they really are in: see {@link io.skua.wire.message.PopTopics}
   * @param startOffset as in the receipt
   * @param offsets bit i stands for the message at startOffset + i; must not be changed
   */
  public record Ack(
      String consumerGroup,
      String topic,
      String kind,
      long startOffset,
      int queueId,
      int reviveQueueId,
      long popTime,
      long invisibleTime,
      BitSet offsets) {
    static Ack read(JsonReader in) {
      String consumerGroup = "";
      String topic = "";
      String kind = "";
      long startOffset = 0;
      int queueId = 0;
      int reviveQueueId = 0;
      long popTime = 0;
      long invisibleTime = 0;
      BitSet offsets = new BitSet();
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "c", "consumerGroup" -> consumerGroup = in.textOrEmpty();
          case "t", "topic" -> topic = in.textOrEmpty();
          case "r", "retry" -> kind = in.textOrEmpty();
          case "so", "startOffset" -> startOffset = in.int64();
          case "q", "queueId" -> queueId = in.int32();
          case "rq", "reviveQueueId" -> reviveQueueId = in.int32();
          case "pt", "popTime" -> popTime = in.int64();
          case "it", "invisibleTime" -> invisibleTime = in.int64();
          case "b", "bitSet" -> offsets = bits(in.textOrEmpty());
          default -> in.skip();
        }
      }
      return new Ack(
          consumerGroup,
          topic,
          kind,
          startOffset,
          queueId,
          reviveQueueId,
          popTime,
          invisibleTime,
          offsets);
    }

    /** The bytes are little-endian. */
    private static BitSet bits(String text) {
      try {
        return BitSet.valueOf(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        throw new MalformedException("the bits '" + text + "' are not Base64", e);
      }
    }

    void write(JsonWriter out) {
      out.object()
          .member("b", Base64.getEncoder().encodeToString(offsets.toByteArray()))
          .member("c", consumerGroup)
          .member("it", invisibleTime)
          .member("pt", popTime)
          .member("q", queueId)
          .member("r", kind)
          .member("rq", reviveQueueId)
          .member("so", startOffset)
          .member("t", topic)
          .endObject();
    }
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static BatchAck parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static BatchAck parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, BatchAck::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, BatchAck::write);
  }

  static BatchAck read(JsonReader in) {
    String brokerName = "";
    List<Ack> acks = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerName" -> brokerName = in.textOrEmpty();
        case "acks" -> acks = Json.list(in, Ack::read);
        default -> in.skip();
      }
    }
    return new BatchAck(brokerName, acks);
  }

  void write(JsonWriter out) {
    Json.array(acks, out.object().name("acks"), Ack::write);
    out.member("brokerName", brokerName).endObject();
  }
}
