package io.skua.client.internal.producer;

import io.skua.client.QueryResult;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.RunningMember;
import io.skua.client.internal.read.MessageDecoder;
import io.skua.client.internal.route.RouteException;
import io.skua.common.message.MessageExt;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.wire.MalformedException;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.QueryMessage;
import io.skua.wire.header.QueryMessageResult;
import io.skua.wire.header.ViewMessage;
import io.skua.wire.message.MessageKeys;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import io.skua.wire.message.PropertyName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a producer finds stored messages (protocol 6.25, b 10). Every method waits, for some seconds
 * at most; what brokers send is decoded by the caller's thread. Thread-safe.
 */
public final class MessageQueries {
  private static final Logger log = LoggerFactory.getLogger(MessageQueries.class);

  // Protocol b 10.2: the number and the time of a search by unique id, and a broker's time.
  private static final int MOST_OF_UNIQUE = 32;
  private static final Duration UNIQUE_AGE = Duration.ofDays(3);
  private static final int PATIENCE = 3;
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final RunningMember member;

  /** Makes the questions of a producer or consumer. */
  public MessageQueries(RunningMember member) {
    this.member = member;
  }

  /** What one broker answered; at least one of the two last is not null. */
  private record Answer(String brokerName, @Nullable Found found, @Nullable Throwable failure) {}

  /** What one broker found. */
  private record Found(long indexTime, List<MessageRecord> records) {}

  /** Returns the messages of a topic, as the servers know it, that have a business key. */
  public QueryResult query(String topic, String key, int most, long begin, long end)
      throws MQClientException, InterruptedException {
    return query(new QueryMessage(topic, key, most, begin, end, false));
  }

  /** Returns a message by its offset id, or else by its unique id. */
  public MessageExt view(String topic, String id) throws MQClientException, InterruptedException {
    Exception first;
    try {
      return at(topic, OffsetMessageId.parse(id));
    } catch (MalformedException | ExecutionException | TimeoutException e) {
      // Nearly always a unique id, which may look like an offset id of a broker that is not there.
      first = e;
    }
    long now = member.platform().clock().wallMillis();
    QueryMessage question =
        new QueryMessage(
            topic, id, MOST_OF_UNIQUE, now - UNIQUE_AGE.toMillis(), Long.MAX_VALUE, true);
    try {
      return query(question).getMessageList().get(0);
    } catch (MQClientException e) {
      e.addSuppressed(first);
      throw e;
    }
  }

  private MessageExt at(String topic, OffsetMessageId id)
      throws MQClientException, InterruptedException, ExecutionException, TimeoutException {
    ClientInstance running = member.running();
    Address broker = new Address(id.host().getAddress().getHostAddress(), id.host().getPort());
    ViewMessage header = new ViewMessage(topic, id.logOffset());
    MessageRecord record =
        member
            .platform()
            .await(
                running
                    .links()
                    .call(
                        broker,
                        Frame.request(RequestCode.VIEW_MESSAGE_BY_ID, ViewMessage.WIRE, header),
                        running.apiTimeout(),
                        response -> one(broker, response)),
                running.apiTimeout().plus(MARGIN));
    MessageExt message = readable(record);
    String name = running.routes().table().brokerAt(broker);
    if (name != null) {
      message.setBrokerName(name);
    }
    return message;
  }

  private static MessageExt readable(MessageRecord record) throws MQClientException {
    try {
      return MessageDecoder.decode(record);
    } catch (MalformedException e) {
      throw new MQClientException("the message was found and cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageRecord one(Address broker, Frame response) {
    check(broker, response);
    byte[] body = response.bodyBytes();
    return MessageRecord.parse(body, 0, body.length);
  }

  private static void check(Address broker, Frame response) {
    if (response.code() != ResponseCode.SUCCESS) {
      throw new CompletionException(
          new MQBrokerException(response.code(), response.remark(), broker.toString()));
    }
  }

  private QueryResult query(QueryMessage question) throws MQClientException, InterruptedException {
    ClientInstance running = member.running();
    Duration patience = running.apiTimeout().multipliedBy(PATIENCE);
    List<CompletableFuture<Answer>> asked = new ArrayList<>();
    for (BrokerRoute broker : route(running, question.topic()).brokers()) {
      String address = anyAddress(broker.addresses());
      if (address != null) {
        asked.add(ask(running, broker.brokerName(), Address.parse(address), question, patience));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (CompletableFuture<Answer> each : asked) {
      answers.add(await(each, patience));
    }
    return result(question, answers);
  }

  private TopicRoute route(ClientInstance running, String topic)
      throws MQClientException, InterruptedException {
    TopicRoute known = running.routes().table().route(topic);
    if (known != null) {
      return known;
    }
    try {
      return member
          .platform()
          .await(member.running().routes().refresh(topic), running.apiTimeout().plus(MARGIN));
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = unwrapped(e);
      if (cause instanceof RouteException route
          && route.kind() != RouteException.Kind.UNKNOWN_TOPIC) {
        throw Failures.noRoute(topic, route);
      }
      throw new MQClientException(
          ResponseCode.TOPIC_NOT_EXIST, "The topic[" + topic + "] not matched route info", cause);
    }
  }

  private static @Nullable String anyAddress(SortedMap<Long, String> addresses) {
    // The master has the lowest id; a slave does as well.
    return addresses.isEmpty() ? null : addresses.get(addresses.firstKey());
  }

  private static CompletableFuture<Answer> ask(
      ClientInstance running,
      String brokerName,
      Address address,
      QueryMessage question,
      Duration patience) {
    return running
        .links()
        .call(
            address,
            Frame.request(RequestCode.QUERY_MESSAGE, QueryMessage.WIRE, question),
            patience,
            response -> new Answer(brokerName, found(address, response), null))
        .exceptionally(failure -> new Answer(brokerName, null, failure));
  }

  private static Found found(Address broker, Frame response) {
    if (response.code() == ResponseCode.QUERY_NOT_FOUND) {
      return new Found(0, List.of());
    }
    check(broker, response);
    byte[] body = response.bodyBytes();
    return new Found(
        response.header(QueryMessageResult.WIRE).indexLastUpdateTimestamp(),
        MessageRecord.parseAll(body, 0, body.length));
  }

  private Answer await(CompletableFuture<Answer> asked, Duration patience)
      throws InterruptedException {
    try {
      return member.platform().await(asked, patience.plus(MARGIN));
    } catch (ExecutionException | TimeoutException e) {
      return new Answer("a broker", null, e);
    }
  }

  private static QueryResult result(QueryMessage question, List<Answer> answers)
      throws MQClientException {
    List<MessageExt> messages = new ArrayList<>();
    Throwable failure = null;
    long indexTime = 0;
    int answered = 0;
    for (Answer answer : answers) {
      Found found = answer.found;
      Throwable trouble = answer.failure;
      if (found != null) {
        answered++;
        indexTime = Math.max(indexTime, found.indexTime);
        trouble = addMatching(question, answer.brokerName, found.records, messages);
      }
      if (trouble != null) {
        failure = explained(trouble);
        log.warn("the query of {} for {} is incomplete", answer.brokerName, question, failure);
      }
    }
    if (messages.isEmpty()) {
      throw nothing(question, answered, failure);
    }
    return new QueryResult(indexTime, messages);
  }

  /** Adds what really has the key; a broker's index may take one key for another. */
  private static @Nullable MalformedException addMatching(
      QueryMessage question,
      String brokerName,
      List<MessageRecord> records,
      List<MessageExt> messages) {
    MalformedException unreadable = null;
    Set<Long> seen = new HashSet<>();
    for (MessageRecord record : records) {
      try {
        MessageExt message = MessageDecoder.decode(record);
        if (matches(question, message) && seen.add(message.getCommitLogOffset())) {
          message.setBrokerName(brokerName);
          messages.add(message);
        }
      } catch (MalformedException e) {
        unreadable = e;
      }
    }
    return unreadable;
  }

  private static boolean matches(QueryMessage question, MessageExt message) {
    if (Boolean.TRUE.equals(question.uniqueKey())) {
      // What brokers go by; for a message of a batch it may be the key of the batch.
      return question.key().equals(message.getProperty(PropertyName.UNIQ_KEY));
    }
    return question.topic().equals(message.getTopic())
        && MessageKeys.isOneOf(message.getKeys(), question.key());
  }

  private static MQClientException nothing(
      QueryMessage question, int answered, @Nullable Throwable failure) {
    return answered > 0
        ? new MQClientException(
            ResponseCode.NO_MESSAGE, "query message by key finished, but no message.", failure)
        : new MQClientException(
            "query message by key failed: no broker of the topic "
                + question.topic()
                + " answered"
                + (failure == null ? ", for none is known" : ": " + failure.getMessage()),
            failure);
  }

  private static Throwable explained(Throwable failure) {
    Throwable cause = unwrapped(failure);
    return cause instanceof NetException net ? Failures.of(net) : cause;
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable at = failure;
    Throwable cause = at.getCause();
    while (cause != null
        && (at instanceof CompletionException || at instanceof ExecutionException)) {
      at = cause;
      cause = at.getCause();
    }
    return at;
  }
}
