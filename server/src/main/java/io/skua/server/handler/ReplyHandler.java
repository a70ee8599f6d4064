package io.skua.server.handler;

import io.skua.net.Completion;
import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.net.NetException;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Identity;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.ReplyMessage;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes replies on to the clients that wait for them, and then stores them: requests 324 and 325
 * (protocol 7.9). The answer says whether the client has taken the reply; whether it is stored does
 * not change that. A reply is passed on once: who sent it hears of a failure and may send it again.
 * On the loop.
 */
public final class ReplyHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(ReplyHandler.class);

  /** How long a client has to take a reply (protocol 6.17). */
  private static final Duration PUSH_TIMEOUT = Duration.ofSeconds(10);

  private final SendChecks checks;
  private final Clients clients;
  private final @Nullable MessageStore store;
  private final Hosts hosts;
  private final Clock clock;

  /**
   * Makes the handler.
   *
   * @param store where replies are kept, or null when they are not
   */
  public ReplyHandler(
      SendChecks checks, Clients clients, @Nullable MessageStore store, Hosts hosts, Clock clock) {
    this.checks = checks;
    this.clients = clients;
    this.store = store;
    this.hosts = hosts;
    this.clock = clock;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    SendMessage send =
        request.header(
            request.code() == RequestCode.SEND_REPLY_MESSAGE ? SendMessage.V1 : SendMessage.V2);
    try {
      int queue = checks.queue(send, checks.topic(send), exchange.link());
      new Reply(send, queue, request.bodyBytes(), exchange).push();
    } catch (RequestRefused e) {
      exchange.reply(Frame.response(e.code(), e.getMessage()).withFields(SendHandler.REGION));
    }
  }

  /** A reply on its way. */
  private final class Reply implements Completion {
    private final SendMessage send;
    private final int queue;
    private final byte[] body;
    private final Hosts.Ends ends;
    private final Exchange exchange;
    private final String properties;
    private final @Nullable String client;

    Reply(SendMessage send, int queue, byte[] body, Exchange exchange) {
      this.send = send;
      this.queue = queue;
      this.body = body;
      this.ends = hosts.of(exchange.link());
      this.exchange = exchange;
      String sent = send.properties();
      // As an Apache broker 5.3.3 does: without the cluster, which other messages get as well.
      this.properties =
          MessageProperties.with(
              MessageProperties.with(sent == null ? "" : sent, "MSG_REGION", Identity.REGION),
              "TRACE_ON",
              "true");
      this.client = MessageProperties.value(properties, PropertyName.REPLY_TO_CLIENT);
    }

    void push() {
      Link link = client == null ? null : clients.producer(client);
      if (client == null) {
        pushed("reply message properties[REPLY_TO_CLIENT] is null");
      } else if (link == null) {
        pushed("push reply message fail, channel of <" + client + "> not found.");
      } else {
        Frame push =
            Frame.request(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, ReplyMessage.WIRE, header())
                .withBody(body);
        link.call(push, clock.nanos() + PUSH_TIMEOUT.toNanos(), false, this);
      }
    }

    private ReplyMessage header() {
      long now = clock.wallMillis();
      return new ReplyMessage(
          send.producerGroup(),
          send.topic(),
          send.defaultTopic(),
          send.defaultTopicQueueNums(),
          send.queueId(),
          send.sysFlag(),
          send.bornTimestamp(),
          send.flag(),
          MessageProperties.with(properties, PropertyName.PUSH_REPLY_TIME, Long.toString(now)),
          send.reconsumeTimes(),
          send.unitMode(),
          text(ends.born),
          text(ends.store),
          now);
    }

    private static String text(InetSocketAddress host) {
      return host.getAddress().getHostAddress() + ":" + host.getPort();
    }

    @Override
    public void replied(Frame response) {
      if (response.code() == ResponseCode.SUCCESS) {
        pushed(null);
      } else {
        notTaken(response.remark());
      }
    }

    @Override
    public void failed(NetException failure) {
      notTaken(failure.getMessage());
    }

    private void notTaken(@Nullable String why) {
      log.warn("push reply message to <{}> fail: {}", client, why);
      pushed("push reply message to " + client + "fail.");
    }

    /** Goes on when the client has taken the reply, or has not and why. */
    private void pushed(@Nullable String failure) {
      Frame answer =
          failure == null ? Frame.success() : Frame.response(ResponseCode.SYSTEM_ERROR, failure);
      if (store == null) {
        notStored(answer);
        return;
      }
      AppendResult stored = store.append(draft());
      if (!stored.ok()) {
        log.warn("a reply of {} is not stored: {}", send.topic(), stored.reason());
        notStored(answer);
        return;
      }
      Frame placed = placed(answer, ends.messageId(stored.logOffset()), stored.queueOffset());
      boolean waits =
          !"false".equalsIgnoreCase(MessageProperties.value(properties, PropertyName.WAIT));
      store.whenStored(
          stored.logEnd(),
          waits,
          lost -> {
            if (lost != null) {
              log.warn("a reply of {} is not known to be stored", send.topic(), lost);
            }
            exchange.reply(placed);
          });
    }

    private void notStored(Frame answer) {
      boolean taken = answer.code() == ResponseCode.SUCCESS;
      exchange.reply(taken ? placed(answer, "0", 0) : answer.withFields(SendHandler.REGION));
    }

    private Frame placed(Frame answer, String id, long offset) {
      return answer.withFields(
          Fields.of(
              SendMessageResult.WIRE,
              new SendMessageResult(id, queue, offset, null, null, null, Identity.REGION, true)));
    }

    private MessageDraft draft() {
      return new MessageDraft(
          send.topic(),
          queue,
          send.flag(),
          send.sysFlag(),
          send.bornTimestamp(),
          ends.born,
          ends.store,
          send.reconsumeTimes(),
          0,
          body,
          0,
          body.length,
          properties);
    }
  }
}
