package io.skua.server.transaction;

import io.skua.net.Link;
import io.skua.net.NetException;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Identity;
import io.skua.server.broker.SystemTopics;
import io.skua.server.broker.Topics;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.store.ReadResult;
import io.skua.store.ReadStatus;
import io.skua.wire.MalformedException;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CheckTransaction;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.OffsetMessageId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks producers how the transactions ended of which nobody has said so (protocol 7.8). A round
 * looks at all open half messages, some per turn of the loop, so that it delays nobody.
 *
 * <p>Each check stores the half message once more, with the number of checks, and names the place
 * of that copy. A half message that no producer can be asked about waits, and the round is not
 * counted: a group that is away for long must not lose its messages by that.
 */
public final class CheckRounds {
  private static final Logger log = LoggerFactory.getLogger(CheckRounds.class);

  private static final int PER_TURN = 64;

  private final Transactions transactions;
  private final HalfProgress progress;
  private final MessageStore store;
  private final Topics topics;
  private final Clients clients;
  private final Identity identity;
  private final TransactionSettings settings;
  private final Duration retention;
  private final Loop loop;
  private final Clock clock;
  private boolean running;
  private long at;
  private long end;

  /**
   * Prepares the rounds.
   *
   * @param retention how long messages are kept; a half message is given up after it
   */
  public CheckRounds(
      Transactions transactions,
      MessageStore store,
      Topics topics,
      Clients clients,
      Identity identity,
      TransactionSettings settings,
      Duration retention,
      Loop loop,
      Clock clock) {
    this.transactions = transactions;
    this.progress = transactions.progress();
    this.store = store;
    this.topics = topics;
    this.clients = clients;
    this.identity = identity;
    this.settings = settings;
    this.retention = retention;
    this.loop = loop;
    this.clock = clock;
  }

  /** Begins a round, unless the one before still runs. */
  public void round() {
    if (!running) {
      at = progress.first();
      end = progress.end(); // The copies of this round are for the next one.
      turn();
    }
  }

  private void turn() {
    running = false;
    if (store.refusal() != null) {
      return; // Nothing can be stored, or everything is closed.
    }
    boolean more = true;
    try {
      for (int i = 0; more && i < PER_TURN; i++) {
        more = next();
      }
    } finally {
      progress.write();
    }
    if (more) {
      running = true;
      loop.execute(this::turn);
    } else {
      progress.advance();
    }
  }

  /** Looks at one half message; returns false when the round is over. */
  private boolean next() {
    at = progress.nextOpen(at);
    if (at >= end) {
      return false;
    }
    ReadResult found = progress.read(at);
    long here = at;
    at = Math.max(at + 1, found.nextBeginOffset());
    if (found.status() != ReadStatus.FOUND) {
      progress.gone(here, at);
      return true;
    }
    try {
      return look(HalfMessage.parse(found.records()));
    } catch (MalformedException e) {
      log.warn("the record at half offset {} is ignored: {}", here, e.getMessage());
      progress.gone(here, here + 1);
      return true;
    }
  }

  private boolean look(HalfMessage half) {
    long age = clock.wallMillis() - half.storeTimestamp();
    if (age < patience(half)) {
      return true;
    }
    if (half.checks() >= settings.maxChecks() || age > retention.toMillis()) {
      giveUp(half);
      return true;
    }
    Link producer = clients.nextProducer(half.producerGroup());
    if (producer == null) {
      log.debug("nobody can be asked about the {}", half);
      return true;
    }
    return check(half, producer);
  }

  /** Returns how old a copy must be. The first one is given the time that its user has set. */
  private long patience(HalfMessage half) {
    boolean immune = half.checks() == 0 && half.immunitySeconds() >= 0;
    return immune
        ? Duration.ofSeconds(half.immunitySeconds()).toMillis()
        : settings.timeout().toMillis();
  }

  private boolean check(HalfMessage half, Link producer) {
    MessageDraft copy = half.checked();
    AppendResult place = store.append(copy);
    if (!place.ok()) {
      log.warn("the {} cannot be checked now: {}", half, place.reason());
      return false;
    }
    progress.ended(half.halfOffset(), half.storeHost());
    transactions.history().copied(half, place.queueOffset());
    CheckTransaction header =
        new CheckTransaction(
            SystemTopics.HALF,
            place.queueOffset(),
            place.logOffset(),
            half.uniqueKey(),
            half.uniqueKey(),
            new OffsetMessageId(half.storeHost(), place.logOffset()).text(),
            identity.broker());
    Frame question =
        Frame.request(RequestCode.CHECK_TRANSACTION_STATE, CheckTransaction.WIRE, header)
            .withBody(half.shown(copy, place));
    store.whenStored(
        place.logEnd(),
        false,
        failure -> {
          if (failure == null) {
            ask(producer, question, half);
          }
        });
    return true;
  }

  private static void ask(Link producer, Frame question, HalfMessage half) {
    try {
      producer.oneWay(question);
    } catch (NetException e) {
      log.warn("{} cannot be asked about the {}; the next round will", producer, half, e);
    }
  }

  private void giveUp(HalfMessage half) {
    if (topics.find(SystemTopics.CHECKED_TOO_OFTEN) == null) {
      topics.put(TopicConfig.of(SystemTopics.CHECKED_TOO_OFTEN, 1, TopicConfig.READ_WRITE));
    }
    AppendResult result = store.append(half.givenUp());
    if (!result.ok()) {
      log.warn("the {} cannot be given up now: {}", half, result.reason());
      return;
    }
    log.error(
        "nobody has said how the {} ended, asked {} times: it is moved to {}",
        half,
        half.checks(),
        SystemTopics.CHECKED_TOO_OFTEN);
    progress.ended(half.halfOffset(), half.storeHost());
    transactions
        .history()
        .ended(half.halfOffset(), transactions.entry(half, HalfEntry.Outcome.GIVEN_UP));
  }
}
