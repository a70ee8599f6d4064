package io.skua.server;

import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.server.filter.Filters;
import io.skua.server.handler.AckHandler;
import io.skua.server.handler.ChangeInvisibleTimeHandler;
import io.skua.server.handler.PollingInfoHandler;
import io.skua.server.handler.PopChecks;
import io.skua.server.handler.PopHandler;
import io.skua.server.handler.PopNotificationHandler;
import io.skua.server.metrics.PrometheusText;
import io.skua.server.metrics.Traffic;
import io.skua.server.pop.InFlight;
import io.skua.server.pop.Ordered;
import io.skua.server.pop.Pops;
import io.skua.server.pop.Revive;
import io.skua.server.pop.WaitingPops;
import io.skua.store.MessageStore;
import io.skua.store.config.ConfigFile;
import io.skua.store.disk.Disk;
import io.skua.store.queue.ConsumeQueue;
import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a broker that lend messages (pop) and connects them. On the loop. */
final class Lending {
  private final MessageStore store;
  private final Topics topics;
  private final Groups groups;
  private final Offsets offsets;
  private final Identity identity;
  private final Platform platform;
  private final InFlight inFlight;
  private final Ordered ordered;
  private final WaitingPops waiting;
  private final Revive revive;

  /** Reads the files; the offsets have been read before. */
  Lending(
      Disk disk,
      MessageStore store,
      Topics topics,
      Groups groups,
      Offsets offsets,
      Identity identity,
      Loop loop,
      Platform platform) {
    this.store = store;
    this.topics = topics;
    this.groups = groups;
    this.offsets = offsets;
    this.identity = identity;
    this.platform = platform;
    Clock clock = platform.clock();
    inFlight = new InFlight(new ConfigFile(disk, "popFlights.json"), offsets, clock);
    ordered = new Ordered(new ConfigFile(disk, "consumerOrderInfo.json"), offsets, clock);
    waiting = new WaitingPops(loop, clock);
    revive = new Revive(inFlight, store, topics, groups, loop, clock);
  }

  /** Adds the handlers. */
  void install(Dispatcher dispatcher, Filters filters, @Nullable Traffic traffic) {
    Clock clock = platform.clock();
    PopChecks checks = new PopChecks(topics, groups, store, filters, clock);
    Pops pops =
        new Pops(
            store,
            topics,
            offsets,
            inFlight,
            ordered,
            waiting,
            revive,
            clock,
            platform.random(),
            identity);
    PopHandler pop = new PopHandler(checks, pops, inFlight, waiting, clock);
    if (traffic != null) {
      pop.count(traffic);
    }
    AckHandler ack = new AckHandler(checks, topics, offsets, inFlight, ordered, waiting, clock);
    dispatcher
        .on(RequestCode.POP_MESSAGE, pop)
        .on(RequestCode.ACK_MESSAGE, ack)
        .on(RequestCode.BATCH_ACK_MESSAGE, ack)
        .on(
            RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME,
            new ChangeInvisibleTimeHandler(
                checks, offsets, inFlight, ordered, revive, waiting, clock))
        .on(RequestCode.NOTIFICATION, new PopNotificationHandler(checks, pops, waiting, clock))
        .on(RequestCode.POLLING_INFO, new PollingInfoHandler(checks, waiting));
  }

  /** Has those come again whose time was over while the server was not there. */
  void start() {
    revive.watch();
  }

  void arrived(ConsumeQueue queue) {
    waiting.arrived(queue.topic(), queue.queueId());
  }

  void closed(Link link) {
    waiting.closed(link);
  }

  /** Writes what is in flight; the offsets are to be written after it. */
  void save() {
    inFlight.save();
    ordered.save();
  }

  void write(PrometheusText out) {
    out.gauge("skua_pop_in_flight", "Popped messages that are not confirmed.", inFlight.size());
    out.gauge("skua_parked_pops", "Pops that wait for messages.", waiting.count());
  }

  void close() {
    revive.close();
    save();
  }
}
