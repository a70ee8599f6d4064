package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Names;
import io.skua.server.broker.SystemTopics;
import io.skua.server.delay.Delays;
import io.skua.server.metrics.Traffic;
import io.skua.server.transaction.Transactions;
import io.skua.store.AppendResult;
import io.skua.store.BatchResult;
import io.skua.store.MessageStore;
import io.skua.store.StoredCallback;
import io.skua.store.disk.StoreException;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import io.skua.wire.message.SysFlag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores messages: requests 10, 310 and 320 (protocol 7.1, 7.2, 7.7). The body goes from the read
 * buffer into the store's buffer in one copy; the answer leaves when the store says that the
 * message is as safe as was asked. On the loop.
 */
public final class SendHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(SendHandler.class);

  /** How long a sender waits for a forced write (protocol 7.2). */
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

  /** What every answer to a send has, refusals included. */
  static final Fields REGION = Fields.of(Map.of("MSG_REGION", Identity.REGION, "TRACE_ON", "true"));

  private final SendChecks checks;
  private final MessageStore store;
  private final Delays delays;
  private final String broker;
  private final Hosts hosts;
  private final Supplier<String> uniqueIds;
  private final Clock clock;
  private final int maxMessageBytes;
  private final SentProperties properties;
  private final SentProperties entryProperties;
  private final Supplier<CompletableFuture<Void>> announced;
  private @Nullable Traffic traffic; // null: nobody counts
  private @Nullable CompletableFuture<Void> news; // of the request being handled
  private final ArrayDeque<Reply> waiting = new ArrayDeque<>();

  /**
   * Makes the handler.
   *
   * @param uniqueIds makes the keys of messages that have none
   * @param announced what completes when name servers know the topics of now
   */
  public SendHandler(
      SendChecks checks,
      MessageStore store,
      Delays delays,
      Hosts hosts,
      Supplier<String> uniqueIds,
      Clock clock,
      Identity identity,
      int maxMessageBytes,
      Supplier<CompletableFuture<Void>> announced) {
    this.announced = announced;
    this.checks = checks;
    this.store = store;
    this.delays = delays;
    this.broker = identity.broker();
    this.hosts = hosts;
    this.uniqueIds = uniqueIds;
    this.clock = clock;
    this.maxMessageBytes = maxMessageBytes;
    this.properties = new SentProperties(identity);
    this.entryProperties = new SentProperties(identity);
  }

  /** Counts what is stored; before the first request. */
  public void count(Traffic counted) {
    traffic = counted;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    try {
      SendMessage send =
          request.header(
              request.code() == RequestCode.SEND_MESSAGE ? SendMessage.V1 : SendMessage.V2);
      boolean known = checks.knows(send.topic());
      TopicConfig topic = checks.topic(send);
      // The answer to the message that made a topic comes when name servers can lead to the topic.
      news = known ? null : announced.get();
      int queue = checks.queue(send, topic, exchange.link());
      properties.read(send.properties());
      checks.kind(send, topic, properties);
      if (!request.hasBody()) {
        throw illegal();
      }
      int sysFlag = send.sysFlag();
      if (topic.filterType() == TopicConfig.FilterType.MULTI_TAG) {
        sysFlag |= SysFlag.MULTI_TAGS;
      }
      TopicConfig dead = checks.dead(send, request.version());
      if (send.batch()) {
        storeBatch(request, exchange, send, queue, sysFlag);
      } else if (dead != null) {
        storeDead(request, exchange, send, dead, sysFlag);
      } else {
        store(request, exchange, send, queue, sysFlag);
      }
    } catch (RequestRefused e) {
      exchange.reply(Frame.response(e.code(), e.getMessage()).withFields(REGION));
    }
  }

  private void store(Frame request, Exchange exchange, SendMessage send, int queue, int sysFlag) {
    Hosts.Ends ends = hosts.of(exchange.link());
    String stored = properties.stored(uniqueIds);
    boolean prepared = SendChecks.prepared(send, properties);
    MessageDraft draft =
        draft(
            send,
            prepared ? SystemTopics.HALF : send.topic(),
            prepared ? 0 : queue,
            sysFlag & ~SysFlag.TRANSACTION_MASK,
            ends,
            send.flag(),
            request.bodyArray(),
            request.bodyFrom(),
            request.bodyLength(),
            prepared ? half(stored, send.topic(), queue) : stored);
    String recallHandle = null;
    if (properties.delayed()) {
      draft = delays.park(draft);
      recallHandle = Delays.recallHandle(draft, broker);
    }
    append(exchange, send.topic(), draft, ends, queue, recallHandle);
  }

  private void append(
      Exchange exchange,
      String topic,
      MessageDraft draft,
      Hosts.Ends ends,
      int queue,
      @Nullable String recallHandle) {
    AppendResult result = store.append(draft);
    if (!result.ok()) {
      throw refused(result);
    }
    if (traffic != null) {
      traffic.in(topic, 1, result.size());
    }
    if (!exchange.oneWay()) {
      answer(exchange, result, ends.messageId(result.logOffset()), queue, recallHandle);
    }
  }

  /** A consumer has sent a message again, too often: it is kept, and nobody gets it by itself. */
  private void storeDead(
      Frame request, Exchange exchange, SendMessage send, TopicConfig dead, int sysFlag) {
    Hosts.Ends ends = hosts.of(exchange.link());
    MessageDraft draft =
        draft(
            send,
            dead.topicName(),
            0,
            sysFlag & ~SysFlag.TRANSACTION_MASK,
            ends,
            send.flag(),
            request.bodyArray(),
            request.bodyFrom(),
            request.bodyLength(),
            // As Apache 5.3.3 marks it.
            MessageProperties.with(properties.stored(uniqueIds), PropertyName.DELAY, "-1"));
    append(exchange, dead.topicName(), draft, ends, 0, null);
    if (traffic != null) {
      traffic.dead(dead.topicName().substring(Names.DEAD.length()));
    }
  }

  private void storeBatch(
      Frame request, Exchange exchange, SendMessage send, int queue, int sysFlag) {
    Hosts.Ends ends = hosts.of(exchange.link());
    List<BatchBody.Entry> entries =
        BatchBody.split(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    List<MessageDraft> drafts = new ArrayList<>(entries.size());
    for (BatchBody.Entry entry : entries) {
      entryProperties.read(entry.properties());
      SendChecks.entry(entryProperties);
      drafts.add(
          draft(
              send,
              send.topic(),
              queue,
              sysFlag,
              ends,
              entry.flag(),
              entry.array(),
              entry.bodyStart(),
              entry.bodyLength(),
              entryProperties.stored(uniqueIds)));
    }
    BatchResult result = store.appendBatch(drafts);
    if (!result.whole().ok()) {
      throw refused(result.whole());
    }
    if (traffic != null) {
      traffic.in(send.topic(), result.count(), result.whole().size());
    }
    if (!exchange.oneWay()) {
      StringBuilder ids = new StringBuilder();
      for (int i = 0; i < result.count(); i++) {
        ids.append(i == 0 ? "" : ",").append(ends.messageId(result.logOffset(i)));
      }
      answer(exchange, result.whole(), ids.toString(), queue, null);
    }
  }

  private String half(String stored, String topic, int queue) {
    String key = Objects.requireNonNull(properties.uniqueKey()); // It was made if there was none.
    return Transactions.prepared(stored, key, topic, queue);
  }

  private static MessageDraft draft(
      SendMessage send,
      String topic,
      int queue,
      int sysFlag,
      Hosts.Ends ends,
      int flag,
      byte[] body,
      int from,
      int length,
      String properties) {
    return new MessageDraft(
        topic,
        queue,
        flag,
        sysFlag,
        send.bornTimestamp(),
        ends.born,
        ends.store,
        send.reconsumeTimes(),
        0,
        body,
        from,
        length,
        properties);
  }

  private void answer(
      Exchange exchange,
      AppendResult result,
      String messageId,
      int queue,
      @Nullable String recallHandle) {
    SendMessageResult header =
        new SendMessageResult(
            messageId,
            queue,
            result.queueOffset(),
            properties.uniqueKey(),
            null,
            recallHandle,
            Identity.REGION,
            true);
    long deadline = clock.nanos() + FLUSH_TIMEOUT.toNanos();
    Reply reply = new Reply(exchange, header, result.logEnd(), deadline, news);
    if (properties.waits()) {
      waiting.add(reply);
    }
    store.whenStored(result.logEnd(), properties.waits(), reply);
  }

  /** Answers the senders that have waited too long for the disk. Call it every second or so. */
  public void expire() {
    long now = clock.nanos();
    for (Reply first = waiting.peek();
        first != null && now - first.deadline >= 0;
        first = waiting.peek()) {
      waiting.remove();
      first.answer(Frame.response(ResponseCode.FLUSH_DISK_TIMEOUT, null));
    }
  }

  private RequestRefused illegal() {
    return Refusals.illegal(
        "the message is illegal, maybe msg body or properties length not matched."
            + " msg body length limit "
            + maxMessageBytes
            + "B, msg properties length limit 32KB.");
  }

  private RequestRefused refused(AppendResult result) {
    log.debug("a message is not stored: {}", result.reason());
    return switch (result.status()) {
      case MESSAGE_ILLEGAL, PROPERTIES_SIZE_EXCEEDED -> illegal();
      default -> unavailable(result.reason());
    };
  }

  private static RequestRefused unavailable(@Nullable String reason) {
    return new RequestRefused(
        ResponseCode.SERVICE_NOT_AVAILABLE,
        "service not available now. It may be caused by one of the following reasons: the"
            + " broker's disk is full ["
            + reason
            + "], messages are put to the slave, message store has been shut down, etc.");
  }

  /** An answer that waits for the store. */
  private final class Reply implements StoredCallback {
    private final Exchange exchange;
    private final SendMessageResult header;
    private final long logEnd;
    private final long deadline;
    private final @Nullable CompletableFuture<Void> news;
    private boolean answered;

    Reply(
        Exchange exchange,
        SendMessageResult header,
        long logEnd,
        long deadline,
        @Nullable CompletableFuture<Void> news) {
      this.news = news;
      this.exchange = exchange;
      this.header = header;
      this.logEnd = logEnd;
      this.deadline = deadline;
    }

    @Override
    public void done(@Nullable StoreException failure) {
      if (failure == null) {
        answer(Frame.success());
      } else if (store.logEnd() >= logEnd) {
        // Written, and not known to be on the disk.
        answer(Frame.response(ResponseCode.FLUSH_DISK_TIMEOUT, null));
      } else {
        answered = true;
        RequestRefused refused = unavailable(failure.getMessage());
        exchange.reply(Frame.response(refused.code(), refused.getMessage()).withFields(REGION));
      }
      // Answers come in the order of the log, so that the head is always one that waits.
      for (Reply first = waiting.peek(); first != null && first.answered; first = waiting.peek()) {
        waiting.remove();
      }
    }

    void answer(Frame response) {
      if (!answered) {
        answered = true;
        Frame complete = response.withFields(Fields.of(SendMessageResult.WIRE, header));
        if (news == null) {
          exchange.reply(complete);
        } else {
          news.thenRun(() -> exchange.reply(complete));
        }
      }
    }
  }
}
