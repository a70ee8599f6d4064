package io.skua.server.handler;

import io.skua.net.Completion;
import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.net.NetException;
import io.skua.net.NetException.Kind;
import io.skua.runtime.Clock;
import io.skua.server.broker.Clients;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes questions on to one consumer, and its answer back (protocol B 8). On the loop. */
public final class ClientCalls {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Clients clients;
  private final Clock clock;

  /** Makes it. */
  public ClientCalls(Clients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * Asks a client and answers with what it says.
   *
   * @param question what the client gets
   * @param exchange who asks
   */
  void ask(String group, @Nullable String clientId, Frame question, Exchange exchange) {
    Answer answer = new Answer("<" + group + "> <" + clientId + ">", exchange);
    Link link = find(group, clientId);
    if (link == null || !link.call(question, deadline(TIMEOUT), false, answer)) {
      answer.offline();
    }
  }

  private long deadline(Duration timeout) {
    return clock.nanos() + timeout.toNanos();
  }

  private @Nullable Link find(String group, @Nullable String clientId) {
    for (Map.Entry<Link, String> member : clients.members(group).entrySet()) {
      if (member.getValue().equals(clientId)) {
        return member.getKey();
      }
    }
    return null;
  }

  /** What a client says, on its way to who wants to know. */
  private record Answer(String client, Exchange exchange) implements Completion {
    @Override
    public void replied(Frame response) {
      exchange.reply(
          Frame.response(response.code(), response.remark())
              .withFields(response.fields())
              .withBody(response.bodyArray(), response.bodyFrom(), response.bodyLength()));
    }

    @Override
    public void failed(NetException failure) {
      boolean late = failure.kind() == Kind.TIMEOUT;
      exchange.reply(
          late
              ? Frame.response(
                  ResponseCode.CONSUME_MESSAGE_TIMEOUT,
                  "consumer " + client + " Timeout: " + failure.getMessage())
              : Frame.response(
                  ResponseCode.SYSTEM_ERROR,
                  "invoke consumer " + client + " Exception: " + failure.getMessage()));
    }

    void offline() {
      exchange.reply(
          Frame.response(ResponseCode.SYSTEM_ERROR, "The Consumer " + client + " not online"));
    }
  }
}
