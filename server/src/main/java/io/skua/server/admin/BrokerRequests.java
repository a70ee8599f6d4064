package io.skua.server.admin;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Topics;
import io.skua.server.config.Configuration;
import io.skua.store.MessageStore;
import io.skua.wire.body.BrokerStats;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ConfigVersion;
import io.skua.wire.header.GetBrokerStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells and changes what concerns the broker as a whole: requests 25, 26, 28, 306, 315 and 329. On
 * the loop.
 */
public final class BrokerRequests implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(BrokerRequests.class);

  private final Configuration configuration;
  private final RuntimeFigures figures;
  private final Topics topics;
  private final Arrivals arrivals;
  private final MessageStore store;
  private DataVersion version = DataVersion.ZERO;

  /** Makes the handler. */
  public BrokerRequests(
      Configuration configuration,
      RuntimeFigures figures,
      Topics topics,
      Arrivals arrivals,
      MessageStore store) {
    this.configuration = configuration;
    this.figures = figures;
    this.topics = topics;
    this.arrivals = arrivals;
    this.store = store;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  public void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.UPDATE_BROKER_CONFIG, this)
        .on(RequestCode.GET_BROKER_CONFIG, this)
        .on(RequestCode.GET_BROKER_RUNTIME_INFO, this)
        .on(RequestCode.GET_BROKER_STATS, this)
        .on(RequestCode.CLEAN_EXPIRED_QUEUES, this)
        .on(RequestCode.DELETE_EXPIRED_LOG, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    exchange.reply(
        switch (request.code()) {
          case RequestCode.UPDATE_BROKER_CONFIG -> change(request);
          case RequestCode.GET_BROKER_CONFIG -> configuration();
          case RequestCode.GET_BROKER_RUNTIME_INFO ->
              Frame.success().withBody(figures.table().write());
          case RequestCode.GET_BROKER_STATS -> stats(request.header(GetBrokerStats.WIRE));
          // Queues lose their entries with the log files that hold the messages.
          case RequestCode.CLEAN_EXPIRED_QUEUES, RequestCode.DELETE_EXPIRED_LOG -> clean();
          default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
        });
  }

  private Frame change(Frame request) {
    configuration.change(request);
    version = version.next(0);
    log.info("an operator has changed settings: {}", text(request.bodyBytes()));
    return Frame.success();
  }

  private Frame configuration() {
    return Frame.success(ConfigVersion.WIRE, new ConfigVersion(text(version.write())))
        .withBody(configuration.write());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Frame stats(GetBrokerStats asked) {
    TopicConfig topic = topics.find(asked.statsKey());
    if (!asked.statsName().equals("TOPIC_PUT_NUMS") || topic == null) {
      throw new RequestRefused(
          ResponseCode.SYSTEM_ERROR,
          "The stats <" + asked.statsName() + "> <" + asked.statsKey() + "> not exist");
    }
    BrokerStats stats =
        new BrokerStats(
            item(topic, Duration.ofMinutes(1)),
            item(topic, Duration.ofHours(1)),
            item(topic, Duration.ofDays(1)));
    return Frame.success().withBody(stats.write());
  }

  private BrokerStats.Item item(TopicConfig topic, Duration time) {
    long count = arrivals.ofLast(time, topic);
    return new BrokerStats.Item(count, (double) count / time.toSeconds());
  }

  private Frame clean() {
    store.clean();
    return Frame.success();
  }
}
