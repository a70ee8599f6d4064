package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer is doing: answer to request 307 (protocol b 8.1).
 *
 * @param properties its settings, and where it stands, in words
 * @param subscriptions a set: kept in the order of topic and expression
 * @param queues the queues that it pulls
 * @param pops the queues that it pops; with the number -1 all of a broker
 * @param rates how fast it is, by topic; not read
 * @param jstack its threads, or null when nobody has asked for them
 */
public record ConsumerRunningInfo(
    SortedMap<String, String> properties,
    List<SubscriptionData> subscriptions,
    SortedMap<QueueName, Queue> queues,
    SortedMap<QueueName, Pop> pops,
    SortedMap<String, Rates> rates,
    @Nullable String jstack) {
  private static final Comparator<SubscriptionData> ORDER =
      Comparator.comparing(SubscriptionData::topic).thenComparing(SubscriptionData::expression);

  /**
   * How one queue is doing; times are in milliseconds since 1970.
   *
   * @param commitOffset everything before it is done
   * @param minOffset the lowest offset in hand, or 0
   * @param maxOffset the highest offset in hand, or 0
   * @param messages how many messages are in hand
   * @param mebibytes how large they are
   */
  public record Queue(
      long commitOffset,
      long minOffset,
      long maxOffset,
      int messages,
      int mebibytes,
      boolean locked,
      long lastLock,
      long lastPull,
      long lastConsume) {
    private static Queue read(JsonReader in) {
      long commitOffset = 0;
      long minOffset = 0;
      long maxOffset = 0;
      int messages = 0;
      int mebibytes = 0;
      boolean locked = false;
      long lastLock = 0;
      long lastPull = 0;
      long lastConsume = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "commitOffset" -> commitOffset = in.int64();
          case "cachedMsgMinOffset" -> minOffset = in.int64();
          case "cachedMsgMaxOffset" -> maxOffset = in.int64();
          case "cachedMsgCount" -> messages = in.int32();
          case "cachedMsgSizeInMiB" -> mebibytes = in.int32();
          case "locked" -> locked = in.bool();
          case "lastLockTimestamp" -> lastLock = in.int64();
          case "lastPullTimestamp" -> lastPull = in.int64();
          case "lastConsumeTimestamp" -> lastConsume = in.int64();
          default -> in.skip();
        }
      }
      return new Queue(
          commitOffset,
          minOffset,
          maxOffset,
          messages,
          mebibytes,
          locked,
          lastLock,
          lastPull,
          lastConsume);
    }

    private void write(JsonWriter out) {
      out.object()
          .member("cachedMsgCount", messages)
          .member("cachedMsgMaxOffset", maxOffset)
          .member("cachedMsgMinOffset", minOffset)
          .member("cachedMsgSizeInMiB", mebibytes)
          .member("commitOffset", commitOffset)
          .member("droped", false)
          .member("lastConsumeTimestamp", lastConsume)
          .member("lastLockTimestamp", lastLock)
          .member("lastPullTimestamp", lastPull)
          .member("locked", locked)
          .member("transactionMsgCount", 0)
          .member("transactionMsgMaxOffset", 0)
          .member("transactionMsgMinOffset", 0)
          .member("tryUnlockTimes", 0)
          .endObject();
    }
  }

  /**
   * How popping goes.
   *
   * @param lastPop when a pop was last sent, in milliseconds since 1970; 0 for never
   * @param waitAck how many messages are popped, and not confirmed
   */
  public record Pop(long lastPop, int waitAck) {
    private static Pop read(JsonReader in) {
      long lastPop = 0;
      int waitAck = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "lastPopTimestamp" -> lastPop = in.int64();
          case "waitAckCount" -> waitAck = in.int32();
          default -> in.skip();
        }
      }
      return new Pop(lastPop, waitAck);
    }

    private void write(JsonWriter out) {
      out.object()
          .member("droped", false)
          .member("lastPopTimestamp", lastPop)
          .member("waitAckCount", waitAck)
          .endObject();
    }
  }

  /**
   * How fast a topic is consumed. Times are in milliseconds, rates in messages per second.
   *
   * @param failures how many messages failed in the last hour
   */
  public record Rates(
      double pullTime,
      double pulled,
      double consumeTime,
      double consumed,
      double failed,
      long failures) {
    private void write(JsonWriter out) {
      out.object().member("consumeFailedMsgs", failures);
      out.name("consumeFailedTPS").decimal(failed);
      out.name("consumeOKTPS").decimal(consumed);
      out.name("consumeRT").decimal(consumeTime);
      out.name("pullRT").decimal(pullTime);
      out.name("pullTPS").decimal(pulled).endObject();
    }
  }

  /** Copies the collections. */
  public ConsumerRunningInfo {
    properties = Json.copy(properties);
    subscriptions = Json.sorted(subscriptions, ORDER);
    queues = Json.copy(queues);
    pops = Json.copy(pops);
    rates = Json.copy(rates);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumerRunningInfo parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumerRunningInfo parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumerRunningInfo::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumerRunningInfo::write);
  }

  static ConsumerRunningInfo read(JsonReader in) {
    SortedMap<String, String> properties = new TreeMap<>();
    List<SubscriptionData> subscriptions = List.of();
    SortedMap<QueueName, Queue> queues = new TreeMap<>();
    SortedMap<QueueName, Pop> pops = new TreeMap<>();
    String jstack = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "properties" -> properties = Json.texts(in);
        case "subscriptionSet" -> subscriptions = Json.list(in, SubscriptionData::read);
        case "mqTable" -> queues = Json.map(in, QueueName::parse, Queue::read);
        case "mqPopTable" -> pops = Json.map(in, QueueName::parse, Pop::read);
        case "jstack" -> jstack = in.text();
        default -> in.skip();
      }
    }
    return new ConsumerRunningInfo(
        properties, subscriptions, queues, pops, new TreeMap<>(), jstack);
  }

  void write(JsonWriter out) {
    out.object().member("jstack", jstack).name("mqPopTable").object();
    pops.forEach((name, pop) -> pop.write(out.name(name::write)));
    out.endObject().name("mqTable").object();
    queues.forEach((name, queue) -> queue.write(out.name(name::write)));
    out.endObject().name("properties");
    Json.texts(properties, out);
    out.name("statusTable").object();
    rates.forEach((topic, each) -> each.write(out.name(topic)));
    out.endObject().name("subscriptionSet");
    Json.array(subscriptions, out, (subscription, json) -> subscription.write(json));
    out.name("userConsumerInfo").object().endObject().endObject();
  }
}
