package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Topics;
import io.skua.server.delay.Delays;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.wire.MalformedException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.RecallMessage;
import io.skua.wire.header.RecallMessageResult;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import io.skua.wire.message.RecallHandle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes a timed message back before it is delivered: request 370 (protocol 7.10). What is stored is
 * a message for the same second that says so. On the loop.
 */
public final class RecallHandler implements RequestHandler {
  private static final Fields REGION = Fields.of(Map.of("MSG_REGION", Identity.REGION));
  private static final byte[] BODY = "0".getBytes(StandardCharsets.US_ASCII);

  private final Topics topics;
  private final Delays delays;
  private final MessageStore store;
  private final Hosts hosts;
  private final Clock clock;
  private final Identity identity;

  /** Makes the handler. */
  public RecallHandler(
      Topics topics,
      Delays delays,
      MessageStore store,
      Hosts hosts,
      Clock clock,
      Identity identity) {
    this.topics = topics;
    this.delays = delays;
    this.store = store;
    this.hosts = hosts;
    this.clock = clock;
    this.identity = identity;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    try {
      RecallMessage recall = request.header(RecallMessage.WIRE);
      RecallHandle handle = check(recall);
      AppendResult stored = store.append(delays.park(draft(recall, handle, exchange)));
      if (!stored.ok()) {
        throw Refusals.error("recall failed, execute error");
      }
      store.whenStored(
          stored.logEnd(), true, failure -> exchange.reply(answer(handle, failure == null)));
    } catch (RequestRefused e) {
      exchange.reply(Frame.response(e.code(), e.getMessage()).withFields(REGION));
    }
  }

  private RecallHandle check(RecallMessage recall) {
    if (topics.find(recall.topic()) == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST,
          "recall failed, the topic[" + recall.topic() + "] not exist");
    }
    RecallHandle handle = parse(recall.recallHandle());
    if (!recall.topic().equals(handle.topic())) {
      throw illegal("recall failed, topic not match");
    }
    if (!identity.broker().equals(handle.broker())) {
      throw illegal("recall failed, broker service not available");
    }
    long left = time(handle) - clock.wallMillis();
    if (left <= 0 || left >= Delays.LONGEST.toMillis()) {
      throw illegal("recall failed, timestamp invalid");
    }
    return handle;
  }

  private static RecallHandle parse(String handle) {
    try {
      return RecallHandle.parse(handle);
    } catch (MalformedException e) {
      throw illegal(String.valueOf(e.getMessage()));
    }
  }

  private static long time(RecallHandle handle) {
    try {
      return Math.max(0, Long.parseLong(handle.time()));
    } catch (NumberFormatException e) {
      return 0; // Not a time: the same as one of the past.
    }
  }

  private static RequestRefused illegal(String remark) {
    return new RequestRefused(ResponseCode.ILLEGAL_OPERATION, remark);
  }

  private MessageDraft draft(RecallMessage recall, RecallHandle handle, Exchange exchange) {
    long now = clock.wallMillis();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PropertyName.TAGS, "_RECALL_TAG_");
    properties.put(
        PropertyName.TIMER_DEL_UNIQKEY, Delays.recalled(handle.topic(), handle.uniqueKey()));
    properties.put(PropertyName.UNIQ_KEY, handle.uniqueKey());
    properties.put(PropertyName.TIMER_DELIVER_MS, handle.time());
    properties.put("BORN_TIMESTAMP", Long.toString(now));
    if (recall.producerGroup() != null) {
      properties.put(PropertyName.PRODUCER_GROUP, recall.producerGroup());
    }
    Hosts.Ends ends = hosts.of(exchange.link());
    return new MessageDraft(
        handle.topic(),
        0,
        0,
        0,
        now,
        ends.born,
        ends.store,
        0,
        0,
        BODY,
        0,
        BODY.length,
        MessageProperties.format(properties));
  }

  private static Frame answer(RecallHandle handle, boolean stored) {
    return stored
        ? Frame.success()
            .withFields(
                Fields.of(RecallMessageResult.WIRE, new RecallMessageResult(handle.uniqueKey())))
        : Frame.response(ResponseCode.SYSTEM_ERROR, "recall failed, execute error");
  }
}
