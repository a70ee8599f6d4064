package io.skua.client.internal.instance;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What brokers ask of consumers: finds the one that is meant (protocol b 8). On the loop. */
final class ConsumerRequests implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(ConsumerRequests.class);

  private final Map<String, Member> consumers;
  private final Runnable rebalance;

  ConsumerRequests(Map<String, Member> consumers, Runnable rebalance) {
    this.consumers = consumers;
    this.rebalance = rebalance;
  }

  void register(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, this::membersChanged)
        .on(RequestCode.RESET_CONSUMER_CLIENT_OFFSET, this)
        .on(RequestCode.GET_CONSUMER_STATUS, this)
        .on(RequestCode.GET_CONSUMER_RUNNING_INFO, this)
        .on(RequestCode.CONSUME_MESSAGE_DIRECTLY, this);
  }

  private void membersChanged(Frame request, Exchange exchange) {
    log.info(
        "{} says that the members of {} have changed",
        exchange.link().address(),
        request.fields().find("consumerGroup"));
    rebalance.run();
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    String group = request.fields().find("consumerGroup");
    group = group == null ? request.fields().find("group") : group;
    Member member = group == null ? null : consumers.get(group);
    if (member == null) {
      throw new RequestRefused(
          ResponseCode.SYSTEM_ERROR, "The Consumer Group <" + group + "> not exist in this client");
    }
    member.asked(request, exchange);
  }
}
