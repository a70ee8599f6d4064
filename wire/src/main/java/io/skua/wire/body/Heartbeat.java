package io.skua.wire.body;

import io.skua.wire.Output;
import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client has: its groups and their subscriptions (protocol 6.5).
 *
 * @param producers a set: kept in the order of the group names
 * @param consumers a set: kept in the order of the group names
 * @param fingerprint {@link #computedFingerprint} in version 2, else 0
 * @param withoutSubscriptions whether the subscriptions were left out because the broker has them
 */
public record Heartbeat(
    String clientId,
    List<ProducerData> producers,
    List<ConsumerData> consumers,
    int fingerprint,
    boolean withoutSubscriptions) {
  /** Copies the collections. */
  public Heartbeat {
    producers = Json.sorted(producers);
    consumers = Json.sorted(consumers);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static Heartbeat parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static Heartbeat parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, Heartbeat::read);
  }

  /** Writes the body. */
  public byte[] write() {
    Output out = new Output(256);
    write(JsonWriter.dialect(out));
    return out.toByteArray();
  }

  /** Makes a heartbeat of version 1. */
  public static Heartbeat of(
      String clientId, List<ProducerData> producers, List<ConsumerData> consumers) {
    return new Heartbeat(clientId, producers, consumers, 0, false);
  }

  /**
   * Returns the fingerprint of version 2: the hash of the body's text without what differs between
   * clients of equal groups, that is client id and subscription versions. Never 0, which would mean
   * version 1.
   */
  public int computedFingerprint() {
    List<ConsumerData> unversioned = consumers.stream().map(Heartbeat::unversioned).toList();
    byte[] text = new Heartbeat("", producers, unversioned, 0, false).write();
    int hash = new String(text, StandardCharsets.UTF_8).hashCode();
    return hash == 0 ? 1 : hash;
  }

  /**
   * Returns the sum of the subscriptions' versions, which the fingerprint does not tell: each of
   * them only grows, so with equal subscriptions the sum differs when one version does.
   */
  public long versions() {
    long sum = 0;
    for (ConsumerData consumer : consumers) {
      for (SubscriptionData subscription : consumer.subscriptions()) {
        sum += subscription.version();
      }
    }
    return sum;
  }

  /** Returns the full heartbeat of version 2. */
  public Heartbeat fingerprinted() {
    return new Heartbeat(clientId, producers, consumers, computedFingerprint(), false);
  }

  /** Returns the short heartbeat of version 2, for a broker that has confirmed the full one. */
  public Heartbeat shortened() {
    List<ConsumerData> bare =
        consumers.stream().map(consumer -> consumer.withSubscriptions(List.of())).toList();
    return new Heartbeat(clientId, producers, bare, computedFingerprint(), true);
  }

  private static ConsumerData unversioned(ConsumerData consumer) {
    return consumer.withSubscriptions(
        consumer.subscriptions().stream().map(each -> each.withVersion(0)).toList());
  }

  static Heartbeat read(JsonReader in) {
    String clientId = "";
    List<ProducerData> producers = List.of();
    List<ConsumerData> consumers = List.of();
    int fingerprint = 0;
    boolean withoutSubscriptions = false;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "clientID" -> clientId = in.textOrEmpty();
        case "producerDataSet" -> producers = Json.list(in, ProducerData::read);
        case "consumerDataSet" -> consumers = Json.list(in, ConsumerData::read);
        case "heartbeatFingerprint" -> fingerprint = in.int32();
        case "withoutSub" -> withoutSubscriptions = in.bool();
        default -> in.skip();
      }
    }
    return new Heartbeat(clientId, producers, consumers, fingerprint, withoutSubscriptions);
  }

  void write(JsonWriter out) {
    out.object().member("clientID", clientId).name("consumerDataSet").array();
    for (ConsumerData consumer : consumers) {
      consumer.write(out);
    }
    out.endArray().member("heartbeatFingerprint", fingerprint).name("producerDataSet").array();
    for (ProducerData producer : producers) {
      producer.write(out);
    }
    out.endArray().member("withoutSub", withoutSubscriptions).endObject();
  }
}
