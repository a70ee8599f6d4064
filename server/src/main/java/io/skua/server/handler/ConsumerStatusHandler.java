package io.skua.server.handler;

import io.skua.net.Completion;
import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.net.NetException;
import io.skua.net.RequestHandler;
import io.skua.runtime.Clock;
import io.skua.server.broker.Clients;
import io.skua.wire.MalformedException;
import io.skua.wire.body.ConsumerStatus;
import io.skua.wire.body.QueueName;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumerStatus;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the clients of a group, all at once, how far each is, and answers when all have: request 223
 * (protocol B 8). A client that does not answer in time is left out. On the loop.
 */
public final class ConsumerStatusHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(ConsumerStatusHandler.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Clients clients;
  private final Clock clock;

  /** Makes the handler. */
  public ConsumerStatusHandler(Clients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    GetConsumerStatus asked = request.header(GetConsumerStatus.WIRE);
    Map<Link, String> members = clients.members(asked.group());
    if (members.isEmpty()) {
      throw Refusals.error("No Any Consumer online in the consumer group: [" + asked.group() + "]");
    }
    String only = asked.clientId();
    if (only != null && !only.isBlank()) {
      members.values().removeIf(id -> !id.equals(only));
    }
    Frame question =
        Frame.request(
            RequestCode.GET_CONSUMER_STATUS,
            GetConsumerStatus.WIRE,
            new GetConsumerStatus(asked.topic(), asked.group(), null));
    new Round(members, exchange).ask(question);
  }

  /** One question to several clients. */
  private final class Round {
    private final SortedMap<String, SortedMap<QueueName, Long>> answers = new TreeMap<>();
    private final Map<Link, String> members;
    private final Exchange exchange;
    private int open;

    Round(Map<Link, String> members, Exchange exchange) {
      this.members = members;
      this.exchange = exchange;
      this.open = members.size() + 1; // And one for asking.
    }

    void ask(Frame question) {
      long deadline = clock.nanos() + TIMEOUT.toNanos();
      members.forEach(
          (link, id) -> {
            if (!link.call(question, deadline, false, new Answer(id))) {
              ended();
            }
          });
      ended();
    }

    private void ended() {
      open--;
      if (open == 0) {
        exchange.reply(
            Frame.success().withBody(new ConsumerStatus(answers, new TreeMap<>()).write()));
      }
    }

    private final class Answer implements Completion {
      private final String id;

      Answer(String id) {
        this.id = id;
      }

      @Override
      public void replied(Frame response) {
        if (response.code() == ResponseCode.SUCCESS && response.hasBody()) {
          try {
            answers.put(
                id,
                ConsumerStatus.parse(
                        response.bodyArray(), response.bodyFrom(), response.bodyLength())
                    .queues());
          } catch (MalformedException e) {
            log.warn("client {} does not say how far it is", id, e);
          }
        }
        ended();
      }

      @Override
      public void failed(NetException failure) {
        log.warn("client {} does not say how far it is: {}", id, failure.getMessage());
        ended();
      }
    }
  }
}
