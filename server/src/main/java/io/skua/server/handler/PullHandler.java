package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.runtime.Clock;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.ParkedPulls;
import io.skua.server.metrics.Traffic;
import io.skua.store.MessageFilter;
import io.skua.store.MessageStore;
import io.skua.store.ReadResult;
import io.skua.store.ReadStatus;
import io.skua.store.disk.StoreException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.PullMessage;
import io.skua.wire.header.PullMessageResult;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages: requests 11 and 361 (protocol B 4.1 to 4.4). A pull that finds nothing and may
 * wait is parked. On the loop.
 */
public final class PullHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(PullHandler.class);

  private static final int MAX_MESSAGES = 32;
  private static final int MAX_BYTES = 256 * 1024;

  private final PullChecks checks;
  private final Offsets offsets;
  private final MessageStore store;
  private final ParkedPulls parked;
  private final Clock clock;
  private @Nullable Traffic traffic; // null: nobody counts

  /** Makes the handler. */
  public PullHandler(
      PullChecks checks, Offsets offsets, MessageStore store, ParkedPulls parked, Clock clock) {
    this.checks = checks;
    this.offsets = offsets;
    this.store = store;
    this.parked = parked;
    this.clock = clock;
  }

  /** Counts what is handed out; before the first request. */
  public void count(Traffic counted) {
    traffic = counted;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    PullMessage pull = request.header(PullMessage.WIRE);
    MessageFilter filter;
    try {
      filter = checks.check(pull, exchange.link());
    } catch (PullChecks.Forbidden e) {
      exchange.reply(
          Frame.response(ResponseCode.NO_PERMISSION, e.getMessage())
              .withFields(Fields.of(Map.of("forbiddenType", Integer.toString(e.type)))));
      return;
    }
    if (moved(exchange, pull)) {
      return; // What it commits was before the group was moved.
    }
    ReadResult result = read(pull, pull.queueOffset(), filter);
    if (!parked(exchange, pull, filter, result)) {
      reply(exchange, pull, result, pull.queueOffset());
    }
    if ((pull.sysFlag() & PullMessage.COMMIT_OFFSET) != 0) {
      offsets.commit(pull.consumerGroup(), pull.topic(), pull.queueId(), pull.commitOffset());
    }
  }

  private boolean parked(
      Exchange exchange, PullMessage pull, @Nullable MessageFilter filter, ReadResult result) {
    if ((pull.sysFlag() & PullMessage.SUSPEND) == 0
        || code(result, pull.queueOffset()) != ResponseCode.PULL_NOT_FOUND) {
      return false;
    }
    long wait = TimeUnit.MILLISECONDS.toNanos(Math.max(0, pull.suspendTimeoutMillis()));
    return parked.park(new Waiting(exchange, pull, filter, clock.nanos() + wait));
  }

  /**
   * Answers with the place where an operator has put the group; returns false when none has. Also
   * when the group pulls there: it then gives up what it has in hand.
   */
  private boolean moved(Exchange exchange, PullMessage pull) {
    String topic = pull.topic();
    int queue = pull.queueId();
    long offset = offsets.takeReset(pull.consumerGroup(), topic, queue);
    if (offset == Offsets.NONE) {
      return false;
    }
    Frame answer = Frame.response(ResponseCode.PULL_OFFSET_MOVED, "OFFSET_RESET");
    exchange.reply(
        answer.withFields(
            next(pull, offset, store.minOffset(topic, queue), store.maxOffset(topic, queue))));
    return true;
  }

  private ReadResult read(PullMessage pull, long offset, @Nullable MessageFilter filter) {
    int most = Math.max(1, Math.min(MAX_MESSAGES, pull.maxMsgNums()));
    return store.read(pull.topic(), pull.queueId(), offset, most, MAX_BYTES, filter);
  }

  private static int code(ReadResult result, long asked) {
    return switch (result.status()) {
      case FOUND -> ResponseCode.SUCCESS;
      case NO_MATCHED_MESSAGE, MESSAGE_WAS_REMOVING -> ResponseCode.PULL_RETRY_IMMEDIATELY;
      case OFFSET_OVERFLOW_ONE -> ResponseCode.PULL_NOT_FOUND;
      case NO_MESSAGE_IN_QUEUE, NO_MATCHED_LOGIC_QUEUE ->
          asked == 0 ? ResponseCode.PULL_NOT_FOUND : ResponseCode.PULL_OFFSET_MOVED;
      case OFFSET_OVERFLOW_BADLY, OFFSET_TOO_SMALL -> ResponseCode.PULL_OFFSET_MOVED;
    };
  }

  private void reply(Exchange exchange, PullMessage pull, ReadResult result, long asked) {
    if (traffic != null && result.status() == ReadStatus.FOUND) {
      traffic.out(pull.topic(), pull.consumerGroup(), result.count(), result.records().length);
    }
    offsets.pulled(pull.consumerGroup(), pull.topic(), pull.queueId(), result.nextBeginOffset());
    Frame answer =
        Frame.response(code(result, asked), result.status().name())
            .withFields(
                next(pull, result.nextBeginOffset(), result.minOffset(), result.maxOffset()));
    exchange.reply(
        result.status() == ReadStatus.FOUND ? answer.withBody(result.records()) : answer);
  }

  private Fields next(PullMessage pull, long next, long min, long max) {
    return Fields.of(
        PullMessageResult.WIRE,
        new PullMessageResult(
            Identity.MASTER,
            next,
            min,
            max,
            null,
            checks.topicFlag(pull.topic()),
            checks.groupFlag(pull.consumerGroup()),
            null));
  }

  /**
   * A pull that waits. Messages that it does not want move it on, so that none is looked at twice;
   * the client hears of that when the time is over.
   */
  private final class Waiting extends ParkedPulls.Pull {
    private final Exchange exchange;
    private final PullMessage pull;
    private final @Nullable MessageFilter filter;
    private long offset;

    Waiting(Exchange exchange, PullMessage pull, @Nullable MessageFilter filter, long deadline) {
      super(exchange, pull.topic(), pull.queueId(), deadline);
      this.exchange = exchange;
      this.pull = pull;
      this.filter = filter;
      this.offset = pull.queueOffset();
    }

    /** A disk that cannot be read is this client's trouble, not that of who woke it. */
    private @Nullable ReadResult readOrRefuse() {
      try {
        return read(pull, offset, filter);
      } catch (StoreException e) {
        log.error("a waiting pull of {} cannot be served", pull.topic(), e);
        exchange.reply(Frame.response(ResponseCode.SYSTEM_ERROR, e.getMessage()));
        return null;
      }
    }

    @Override
    protected boolean arrived() {
      if (moved(exchange, pull)) {
        return true;
      }
      ReadResult result = readOrRefuse();
      if (result == null) {
        return true;
      }
      int code = code(result, offset);
      boolean more = result.nextBeginOffset() < result.maxOffset(); // a read ends at a limit
      if (code == ResponseCode.PULL_RETRY_IMMEDIATELY && !more) {
        offset = result.nextBeginOffset();
        return false;
      }
      if (code == ResponseCode.PULL_NOT_FOUND) {
        return false;
      }
      reply(exchange, pull, result, offset);
      return true;
    }

    @Override
    protected void expired() {
      if (moved(exchange, pull)) {
        return;
      }
      ReadResult result = readOrRefuse();
      if (result == null) {
        return;
      }
      boolean moved = offset != pull.queueOffset();
      if (moved && code(result, offset) == ResponseCode.PULL_NOT_FOUND) {
        result =
            new ReadResult(
                ReadStatus.NO_MATCHED_MESSAGE,
                offset,
                result.minOffset(),
                result.maxOffset(),
                0,
                result.records());
      }
      reply(exchange, pull, result, offset);
    }
  }
}
