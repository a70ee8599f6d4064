package io.skua.server.handler;

import com.sun.management.OperatingSystemMXBean;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Offsets;
import io.skua.store.MessageStore;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.QueryConsumerOffset;
import java.lang.management.ManagementFactory;

/** Tells how far a group has consumed a queue: request 14 (protocol B 5.1). On the loop. */
public final class QueryOffsetHandler implements RequestHandler {
  /** Apache's accessMessageInMemoryMaxRatio. */
  private static final double CACHED = 0.4;

  private final Offsets offsets;
  private final MessageStore store;

  /** Makes the handler. */
  public QueryOffsetHandler(Offsets offsets, MessageStore store) {
    this.offsets = offsets;
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    QueryConsumerOffset asked = request.header(QueryConsumerOffset.WIRE);
    long offset = offsets.find(asked.consumerGroup(), asked.topic(), asked.queueId());
    exchange.reply(
        Frame.success(
            OffsetResult.WIRE,
            new OffsetResult(offset == Offsets.NONE ? beginning(asked) : offset)));
  }

  /** A new group of a queue that has all its messages, and is young, begins with the first one. */
  private long beginning(QueryConsumerOffset asked) {
    if (Boolean.FALSE.equals(asked.setZeroIfNotFound())) {
      throw new RequestRefused(
          ResponseCode.QUERY_NOT_FOUND,
          "Not found, do not set to zero, maybe this group boot first");
    }
    String topic = asked.topic();
    int queue = asked.queueId();
    boolean whole = store.minOffset(topic, queue) == 0 && store.maxOffset(topic, queue) > 0;
    if (!whole || !young(store.logEnd() - store.logOffset(topic, queue, 0))) {
      throw new RequestRefused(
          ResponseCode.QUERY_NOT_FOUND,
          "Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");
    }
    return 0;
  }

  /**
   * Says whether so much of the log fits the part of the machine's memory that Apache 5.3.3 counts
   * as cache of the log, so that clients begin at the same place with both.
   */
  private static boolean young(long bytes) {
    // The heap is smaller than the machine; asking the machine takes long the first time.
    return bytes <= Runtime.getRuntime().maxMemory() * CACHED
        || (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
            && bytes <= machine.getTotalMemorySize() * CACHED);
  }
}
