package io.skua.testkit;

import io.skua.net.Address;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.runtime.VirtualTime;
import io.skua.wire.body.ConsumerList;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.LockQueues;
import io.skua.wire.body.LockedQueues;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import io.skua.wire.header.TimestampResult;
import io.skua.wire.header.UnregisterClient;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A broker that takes every message and stores nothing but its record of it. */
public final class FakeBroker extends FakePeer {
  /** A send that came in, whether it was answered or not. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sent(int code, SendMessage header, byte[] body, boolean oneWay) {
    /** Returns the properties of the message. */
    public Map<String, String> properties() {
      String properties = header.properties();
      return properties == null ? Map.of() : MessageProperties.parse(properties);
    }

    /** Returns the client's id of the message. */
    public String uniqueKey() {
      return properties().getOrDefault(PropertyName.UNIQ_KEY, "");
    }
  }

  private final String name;
  private long nextOffset;

  /** Makes a broker that listens. */
  public FakeBroker(LoopbackNetwork network, VirtualTime time, String name, Address address) {
    super(network, time, address);
    this.name = name;
    RequestHandler store = stored(0);
    usually(RequestCode.SEND_MESSAGE, store);
    usually(RequestCode.SEND_MESSAGE_V2, store);
    usually(RequestCode.SEND_BATCH_MESSAGE, store);
    usually(RequestCode.SEND_REPLY_MESSAGE_V2, store);
    RequestHandler success = answer(Frame.success());
    usually(RequestCode.HEART_BEAT, success);
    usually(RequestCode.UNREGISTER_CLIENT, success);
    usually(RequestCode.GET_BROKER_CONFIG, success);
    usually(RequestCode.CREATE_TOPIC, success);
    usually(RequestCode.QUERY_MESSAGE, refusal(22, "can not find message"));
    usually(RequestCode.VIEW_MESSAGE_BY_ID, refusal(1, "can not find message by the offset"));
    usually(RequestCode.GET_MAX_OFFSET, offset(100));
    usually(RequestCode.GET_MIN_OFFSET, offset(10));
    usually(RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, offset(50));
    usually(
        RequestCode.GET_EARLIEST_STORE_TIME,
        answer(Frame.success(TimestampResult.WIRE, new TimestampResult(1234))));
    serveConsumers();
  }

  // For consumers: a group has no offsets and whatever members have said so, every queue is free,
  // and a pull waits for good.
  private void serveConsumers() {
    RequestHandler success = answer(Frame.success());
    usually(
        RequestCode.QUERY_CONSUMER_OFFSET, refusal(22, "Not found, maybe this group boot first"));
    usually(RequestCode.UPDATE_CONSUMER_OFFSET, success);
    usually(RequestCode.PULL_MESSAGE, silence());
    usually(RequestCode.UNLOCK_QUEUES, success);
    usually(
        RequestCode.LOCK_QUEUES,
        (request, exchange) ->
            exchange.reply(
                Frame.success()
                    .withBody(
                        new LockedQueues(LockQueues.parse(request.bodyBytes()).queues()).write())));
    usually(
        RequestCode.GET_CONSUMER_LIST_BY_GROUP,
        (request, exchange) ->
            exchange.reply(Frame.success().withBody(new ConsumerList(members()).write())));
  }

  private List<String> members() {
    Set<String> members = new TreeSet<>();
    for (Frame beat : received(RequestCode.HEART_BEAT)) {
      members.add(Heartbeat.parse(beat.bodyBytes()).clientId());
    }
    return List.copyOf(members);
  }

  private static RequestHandler offset(long offset) {
    return answer(Frame.success(OffsetResult.WIRE, new OffsetResult(offset)));
  }

  /** Returns an answer that says where the message was stored, under a code: 0, or 10 to 12. */
  public RequestHandler stored(int code) {
    return (request, exchange) -> reply(sent(request), exchange, code);
  }

  private void reply(Sent sent, Exchange exchange, int code) {
    SendMessageResult result =
        new SendMessageResult(
            "OFFSET-ID-" + nextOffset,
            sent.header.queueId(),
            nextOffset++,
            sent.uniqueKey(),
            null,
            null,
            "RegionOfTest",
            true);
    Frame found = Frame.success(SendMessageResult.WIRE, result);
    exchange.reply(code == 0 ? found : Frame.response(code, "stored").withFields(found.fields()));
  }

  private static Sent sent(Frame frame) {
    SendMessage header =
        frame.header(frame.code() == RequestCode.SEND_MESSAGE ? SendMessage.V1 : SendMessage.V2);
    return new Sent(frame.code(), header, frame.bodyBytes(), frame.isOneWay());
  }

  /** Returns the broker's name. */
  public String name() {
    return name;
  }

  /** Returns the sends that came in, in order. */
  public List<Sent> sends() {
    List<Sent> sends = new ArrayList<>();
    for (Received each : received()) {
      int code = each.frame().code();
      if (code == RequestCode.SEND_MESSAGE
          || code == RequestCode.SEND_MESSAGE_V2
          || code == RequestCode.SEND_BATCH_MESSAGE) {
        sends.add(sent(each.frame()));
      }
    }
    return sends;
  }

  /** Returns the heartbeats that came in, in order. */
  public List<Heartbeat> heartbeats() {
    return received(RequestCode.HEART_BEAT).stream()
        .map(frame -> Heartbeat.parse(frame.bodyBytes()))
        .toList();
  }

  /** Returns the goodbyes that came in, in order. */
  public List<UnregisterClient> goodbyes() {
    return received(RequestCode.UNREGISTER_CLIENT).stream()
        .map(frame -> frame.header(UnregisterClient.WIRE))
        .toList();
  }
}
