package io.skua.server.transaction;

import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Offsets;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.store.StoredCallback;
import io.skua.wire.MalformedException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.EndTransaction;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions as their producers say (protocol 7.8). A half message ends in one turn of the
 * loop, in this order in the log: first the message in its real queue, then the op that says so. A
 * crash in between costs one more check, and never a message.
 */
public final class Transactions {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);

  private final MessageStore store;
  private final Clock clock;
  private final TransactionSettings settings;
  private final HalfProgress progress;
  private final HalfHistory history = new HalfHistory();
  private long lastCommit; // log offset behind it

  /** Finds the open half messages in the store. */
  public Transactions(
      MessageStore store, Offsets offsets, Clock clock, TransactionSettings settings) {
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.progress = new HalfProgress(store, offsets, clock);
  }

  /**
   * Returns the property string of a half message.
   *
   * @param properties what is stored of the message, with its unique key
   * @param topic where the message is to go in the end
   * @param queue where the message is to go in the end
   */
  public static String prepared(String properties, String uniqueKey, String topic, int queue) {
    String text = MessageProperties.with(properties, PropertyName.TRANSACTION_ID, uniqueKey);
    text = MessageProperties.with(text, PropertyName.REAL_TOPIC, topic);
    return MessageProperties.with(text, PropertyName.REAL_QUEUE_ID, Integer.toString(queue));
  }

  /** Returns how many half messages are open. */
  public long open() {
    return progress.open();
  }

  HalfProgress progress() {
    return progress;
  }

  HalfHistory history() {
    return history;
  }

  /**
   * Commits or rolls back a half message.
   *
   * @param done hears when that is as safe as the message asked for
   * @throws RequestRefused when it cannot be done; the half message is then as before
   */
  public void end(EndTransaction end, StoredCallback done) {
    HalfMessage half = find(end);
    boolean commit = end.outcome() == EndTransaction.COMMIT;
    long newest = history.newest(half.halfOffset());
    HalfEntry known = history.end(newest);
    if (known != null && known.outcome() != HalfEntry.Outcome.GIVEN_UP) {
      again(known, commit);
      store.whenStored(lastCommit, half.waits(), done);
    } else if (commit) {
      commit(half, newest, done);
    } else {
      ended(half, newest, HalfEntry.Outcome.ROLLED_BACK);
      done.done(null);
    }
  }

  private HalfMessage find(EndTransaction end) {
    byte[] record = store.recordAt(end.logOffset());
    HalfMessage half;
    try {
      half = record == null ? null : HalfMessage.parse(record);
    } catch (MalformedException e) {
      log.debug("no transaction is at log offset {}", end.logOffset(), e);
      half = null;
    }
    if (half == null) {
      throw refused("Find prepared transaction message failed");
    }
    if (!end.fromCheck() && late(half)) {
      throw new RequestRefused(
          ResponseCode.ILLEGAL_OPERATION,
          "the end of the "
              + half
              + " comes later than its property "
              + PropertyName.CHECK_IMMUNITY_SECONDS
              + " allows; the producer will be asked");
    }
    if (!half.producerGroup().equals(end.producerGroup())) {
      throw refused("The producer group wrong");
    }
    if (half.halfOffset() != end.halfOffset()) {
      throw refused("The transaction state table offset wrong");
    }
    return half;
  }

  private boolean late(HalfMessage half) {
    long seconds = half.immunitySeconds();
    return seconds >= 0
        && clock.wallMillis() - half.storeTimestamp()
            > Math.max(Duration.ofSeconds(seconds).toMillis(), settings.timeout().toMillis());
  }

  private static RequestRefused refused(String remark) {
    return new RequestRefused(ResponseCode.SYSTEM_ERROR, remark);
  }

  /** A producer may say the end twice: of its own accord, and when asked. */
  private static void again(HalfEntry known, boolean commit) {
    if (commit != (known.outcome() == HalfEntry.Outcome.COMMITTED)) {
      throw refused("the transaction has ended otherwise before: " + known);
    }
    log.debug("a transaction has ended so before: {}", known);
  }

  private void commit(HalfMessage half, long newest, StoredCallback done) {
    AppendResult result = store.append(half.committed());
    switch (result.status()) {
      case OK -> {
        ended(half, newest, HalfEntry.Outcome.COMMITTED);
        lastCommit = result.logEnd();
        store.whenStored(lastCommit, half.waits(), done);
      }
      case MESSAGE_ILLEGAL, PROPERTIES_SIZE_EXCEEDED ->
          throw new RequestRefused(
              ResponseCode.MESSAGE_ILLEGAL, "The message is illegal: " + result.reason());
      case SERVICE_NOT_AVAILABLE ->
          throw new RequestRefused(
              ResponseCode.SERVICE_NOT_AVAILABLE,
              "Service not available now: "
                  + result.reason()
                  + "; the half message stays, and its producer will be asked");
    }
  }

  private void ended(HalfMessage half, long newest, HalfEntry.Outcome outcome) {
    progress.ended(newest, half.storeHost());
    progress.write();
    history.ended(newest, entry(half, outcome));
  }

  /** Returns what operators see of a half message now. */
  HalfEntry entry(HalfMessage half, HalfEntry.Outcome outcome) {
    return new HalfEntry(
        half.topic(),
        half.producerGroup(),
        half.uniqueKey(),
        Math.max(0, clock.wallMillis() - half.bornTimestamp()),
        half.checks(),
        outcome);
  }

  /** Keeps how far everything is; before the offsets are written for the last time. */
  public void close() {
    progress.write();
    progress.advance();
  }
}
