package io.skua.client.internal.send;

import io.skua.client.exception.SendAttempt;
import io.skua.client.internal.access.AccessRefusal;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.route.RouteException;
import io.skua.client.internal.send.Outcome.Reason;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.Completion;
import io.skua.net.NetException;
import io.skua.net.OneWayCompletion;
import io.skua.runtime.Backoff;
import io.skua.runtime.Cancellable;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.FieldSink;
import io.skua.wire.header.HeaderFields;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One send on its way: a small machine that goes from attempt to attempt. It begins on the caller's
 * thread; each later step is taken by the event that ended the step before, on the loop, so that no
 * two steps run at the same time. It is the fields of its own requests as well: one attempt ends
 * before the next one begins.
 */
class SendTask extends HeaderFields
    implements Completion, OneWayCompletion, SendMessageResult.Maker<SendResult> {
  private static final int ATTEMPTS_AT_ONCE = 16;
  private static final Backoff PAUSE = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1), 2);

  private final SendPipeline pipeline;
  private final SendPlan plan;
  private final SendPlan.@Nullable QueueChoice choice;
  private final Consumer<Outcome> end;
  private final long start;
  private final long deadline;

  Outgoing message; // hooks may change it between attempts
  private boolean callerWaits; // the present step runs in a thread that will wait
  private boolean routeRefreshed;
  private int tried;
  private List<SendAttempt> failures = List.of();
  private PublishView.@Nullable Queue queue; // of the present attempt
  private long attemptStart;
  private Outcome.@Nullable Stored unsafe; // stored, not safely, and to be tried elsewhere
  private @Nullable Cancellable limit; // while the name servers are asked
  private boolean done;

  SendTask(
      SendPipeline pipeline,
      Outgoing message,
      SendPlan plan,
      SendPlan.@Nullable QueueChoice choice,
      long start,
      long timeoutMillis,
      Consumer<Outcome> end) {
    this.pipeline = pipeline;
    this.message = message;
    this.plan = plan;
    this.choice = choice;
    this.end = end;
    this.start = start;
    this.deadline = start + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  private long now() {
    return pipeline.platform.clock().nanos();
  }

  // --- the route

  void begin() {
    callerWaits = plan.waits();
    if (choice != null) {
      toChosenQueue(choice);
      return;
    }
    PublishView known = pipeline.routes.table().publishView(message.topic());
    if (known != null && !known.isEmpty()) {
      attempt(known);
    } else {
      endAtDeadline();
      pipeline.routes.publish(message.topic(), plan.newQueues()).whenComplete(new Routed());
    }
  }

  /** The name servers may take longer than this send has. */
  private void endAtDeadline() {
    limit = pipeline.loop.after(Duration.ofNanos(Math.max(0, deadline - now())), new Limit());
  }

  private final class Limit implements Runnable {
    @Override
    public void run() {
      if (tried == 0) {
        finish(failed(Reason.TIMED_OUT, null, null));
      }
    }
  }

  /** The answer to a question for the route, which goes on on the loop. */
  private final class Routed
      implements Runnable, BiConsumer<@Nullable Object, @Nullable Throwable> {
    private @Nullable Object found;
    private @Nullable Throwable failure;

    @Override
    public void accept(@Nullable Object view, @Nullable Throwable why) {
      found = view;
      failure = why;
      pipeline.loop.run(this);
    }

    @Override
    public void run() {
      callerWaits = false;
      if (done) {
        return;
      }
      if (failure != null) {
        noRoute(failure);
      } else if (choice != null) {
        toChosenQueue(choice);
      } else if (found instanceof PublishView view) {
        attempt(view);
      }
    }
  }

  private void noRoute(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof RouteException route) {
      finish(failed(Reason.NO_ROUTE, route, null));
    } else {
      finish(new Outcome.Broken(cause == null ? new IllegalStateException("no route") : cause));
    }
  }

  private void toChosenQueue(SendPlan.QueueChoice choice) {
    Address master = pipeline.routes.table().master(choice.brokerName());
    if (master != null) {
      attempt(new PublishView.Queue(choice.brokerName(), choice.queueId(), master));
    } else if (!routeRefreshed) {
      routeRefreshed = true;
      endAtDeadline();
      pipeline.routes.refresh(message.topic()).whenComplete(new Routed());
    } else {
      finish(unknownBroker(choice.brokerName()));
    }
  }

  private Outcome.Failed unknownBroker(String brokerName) {
    return new Outcome.Failed(
        Reason.UNKNOWN_BROKER,
        message.topic(),
        failures,
        elapsedMillis(start),
        null,
        null,
        -1,
        null,
        brokerName,
        plan.user(),
        null);
  }

  // --- an attempt

  private void attempt(PublishView view) {
    PublishView.Queue last = queue;
    String lastBroker = last == null ? null : last.brokerName();
    attempt(pipeline.chooser.choose(view, lastBroker, plan.latencyFaults()));
  }

  private void attempt(PublishView.Queue chosen) {
    queue = chosen;
    attemptStart = now();
    if (attemptStart - deadline >= 0) {
      finish(failed(Reason.TIMED_OUT, null, null));
      return;
    }
    tried++;
    attemptTo(chosen);
  }

  void attemptTo(PublishView.Queue chosen) {
    try {
      Address address = address(chosen);
      if (plan.oneWay()) {
        pipeline.links.oneWay(address, request(), deadline, this);
      } else {
        pipeline.links.call(address, request(), attemptDeadline(), callerWaits, this);
      }
    } catch (IllegalArgumentException e) {
      // The message does not fit the frame, to no broker; or there is no port for senders.
      ended(new Outcome.Broken(e), false);
    } catch (CompletionException e) {
      // A hook has failed, and says so in the cause.
      ended(new Outcome.Broken(e.getCause() == null ? e : e.getCause()), false);
    }
  }

  final Address address(PublishView.Queue chosen) {
    return plan.vip() ? vip(chosen.master()) : chosen.master();
  }

  private static Address vip(Address master) {
    return master.withPort(master.port() - SendPipeline.VIP_DISTANCE);
  }

  private long attemptDeadline() {
    if (plan.attemptMillis() < 0 || tried >= plan.attempts(choice)) {
      return deadline;
    }
    long limit = attemptStart + TimeUnit.MILLISECONDS.toNanos(plan.attemptMillis());
    return limit - deadline < 0 ? limit : deadline;
  }

  private Frame request() {
    return Frame.request(message.requestCode(), this, message.body());
  }

  /** Writes the header of the present attempt, straight from the message and the plan. */
  @Override
  public void writeTo(FieldSink out) {
    PublishView.Queue to = requireQueue();
    int code = message.requestCode();
    SendMessage.write(
        out,
        code == RequestCode.SEND_MESSAGE || code == RequestCode.SEND_REPLY_MESSAGE,
        plan.group(),
        message.topic(),
        plan.defaultTopic(),
        plan.newQueues(),
        to.queueId(),
        message.sysFlag(),
        message.bornTimestamp(),
        message.flag(),
        message.properties(),
        message.reconsumeTimes(),
        plan.unitMode(),
        message.maxReconsumeTimes(),
        message.batch(),
        to.brokerName());
  }

  // --- its end

  @Override
  public void taken() {
    ended(new Outcome.HandedOver(), false);
  }

  @Override
  public void replied(Frame response) {
    callerWaits = false;
    int code = response.code();
    if (code == ResponseCode.SUCCESS
        || code == ResponseCode.FLUSH_DISK_TIMEOUT
        || code == ResponseCode.FLUSH_SLAVE_TIMEOUT
        || code == ResponseCode.SLAVE_NOT_AVAILABLE) {
      note(false, true);
      SendResult result = SendMessageResult.read(response.fields(), message.uniqueKey(), this);
      result.setSendStatus(status(code));
      stored(result);
    } else {
      refused(code, response.remark());
    }
  }

  @Override
  public SendResult make(
      String msgId,
      int queueId,
      long queueOffset,
      @Nullable String transactionId,
      @Nullable String batchUniqId,
      @Nullable String recallHandle,
      @Nullable String region,
      @Nullable Boolean traceOn) {
    // A batch is known by the ids of its messages, an inner batch by the one id that the broker
    // gave it.
    SendResult result =
        new SendResult(
            SendStatus.SEND_OK,
            batchUniqId == null ? message.uniqueKey() : batchUniqId,
            new MessageQueue(message.userTopic(), requireQueue().brokerName(), queueId),
            queueOffset,
            transactionId,
            msgId,
            region == null ? "DefaultRegion" : region);
    result.setTraceOn(traceOn == null || traceOn);
    result.setRecallHandle(recallHandle);
    return result;
  }

  private static SendStatus status(int code) {
    return switch (code) {
      case ResponseCode.FLUSH_DISK_TIMEOUT -> SendStatus.FLUSH_DISK_TIMEOUT;
      case ResponseCode.SLAVE_NOT_AVAILABLE -> SendStatus.SLAVE_NOT_AVAILABLE;
      case ResponseCode.FLUSH_SLAVE_TIMEOUT -> SendStatus.FLUSH_SLAVE_TIMEOUT;
      default -> SendStatus.SEND_OK;
    };
  }

  private void stored(SendResult result) {
    Outcome.Stored stored = new Outcome.Stored(result, tried);
    boolean another =
        result.getSendStatus() != SendStatus.SEND_OK
            && plan.retryNotStored()
            && tried < plan.attempts(choice);
    if (another) {
      unsafe = stored;
    }
    ended(stored, another);
  }

  private void refused(int code, @Nullable String remark) {
    // Who waits for the outcome takes a broker that refuses for out of order (protocol 6.9).
    note(true, !plan.waits());
    PublishView.Queue chosen = requireQueue();
    add(
        SendAttempt.Phase.REFUSED,
        "code " + code + " (" + ResponseCode.name(code) + "), " + remark);
    boolean elsewhere = plan.retryCodes(choice).contains(code) && !wrongCredentials(code, remark);
    // What a busy broker refuses is not stored; it may be tried again in every manner.
    boolean again = elsewhere || code == ResponseCode.SYSTEM_BUSY;
    ended(
        new Outcome.Failed(
            elsewhere ? Reason.REFUSED_BY_ALL : Reason.REFUSED,
            message.topic(),
            failures,
            elapsedMillis(start),
            null,
            null,
            code,
            remark,
            chosen.master().toString(),
            plan.user(),
            null),
        again && tried < plan.attempts(choice));
  }

  // Another broker may permit what this one does not, but will not believe what this one does not.
  private static boolean wrongCredentials(int code, @Nullable String remark) {
    AccessRefusal refusal = AccessRefusal.of(code, remark);
    return refusal != null && refusal.kind().isCredentials();
  }

  /** A hook forbids the attempt. Only who waits goes on, as with a refusal (protocol 6.10). */
  final void forbidden(Exception veto) {
    note(false, true);
    add(SendAttempt.Phase.FORBIDDEN, veto.getMessage());
    if (plan.waits() && tried < plan.attempts(choice)) {
      again();
    } else {
      finish(
          new Outcome.Failed(
              Reason.FORBIDDEN,
              message.topic(),
              failures,
              elapsedMillis(start),
              null,
              null,
              -1,
              null,
              null,
              plan.user(),
              veto));
    }
  }

  @Override
  public void failed(NetException failure) {
    if (failure.kind() == NetException.Kind.CLOSED) {
      add(SendAttempt.Phase.WRITE, failure.getMessage());
      ended(failed(Reason.STOPPED, null, failure), false);
      return;
    }
    note(true, !pipeline.faults.hasDetector());
    add(phase(failure), failure.getMessage());
    boolean late = isLate() && failure.kind() != NetException.Kind.REFUSED;
    ended(
        failed(late ? Reason.TIMED_OUT : Reason.UNREACHABLE, null, failure),
        !late && tried < plan.attempts(choice));
  }

  final boolean isLate() {
    return now() - deadline >= 0;
  }

  private static SendAttempt.Phase phase(NetException failure) {
    return switch (failure.kind()) {
      case CONNECT -> SendAttempt.Phase.CONNECT;
      case REFUSED, CLOSED -> SendAttempt.Phase.WRITE;
      case BROKEN, TIMEOUT, GO_AWAY, UNREADABLE -> SendAttempt.Phase.RESPONSE;
    };
  }

  /** An attempt has ended; after it comes another one, or the end of the send. */
  void ended(Outcome outcome, boolean another) {
    if (!another) {
      finish(outcome);
    } else if (outcome instanceof Outcome.Failed failed
        && failed.refusalCode() == ResponseCode.SYSTEM_BUSY) {
      againLater(outcome);
    } else {
      again();
    }
  }

  /** A busy broker gets a pause, unless the time of the send would be over by then. */
  private void againLater(Outcome outcome) {
    Duration pause = SendPipeline.BUSY.delay(tried, pipeline.platform.random());
    if (now() + pause.toNanos() - deadline >= 0) {
      finish(outcome);
    } else {
      pipeline.pause(this, pause);
    }
  }

  /** Goes on to the next attempt. On the loop. */
  final void resume() {
    callerWaits = false;
    tryAgain();
  }

  /**
   * Tries once more, never in the stack of the attempt before: attempts that fail at once, to an
   * address in back-off say, would pile up there. After many of those each waits for a moment.
   */
  private void again() {
    try {
      if (tried < ATTEMPTS_AT_ONCE || elapsedMillis(attemptStart) > 0) {
        pipeline.loop.execute(new Again());
      } else {
        long pause =
            PAUSE.delay(tried - ATTEMPTS_AT_ONCE + 1, pipeline.platform.random()).toNanos();
        long left = Math.max(0, deadline - now());
        pipeline.pause(this, Duration.ofNanos(Math.min(pause, left)));
      }
    } catch (RejectedExecutionException e) {
      finish(failed(Reason.STOPPED, null, null));
    }
  }

  private final class Again implements Runnable {
    @Override
    public void run() {
      resume();
    }
  }

  private void tryAgain() {
    if (choice != null) {
      attempt(requireQueue());
      return;
    }
    PublishView view = pipeline.routes.table().publishView(message.topic());
    if (view == null || view.isEmpty()) {
      attempt(requireQueue());
    } else {
      attempt(view);
    }
  }

  private void note(boolean isolate, boolean reachable) {
    if (plan.latencyFaults()) {
      long millis = elapsedMillis(attemptStart);
      pipeline.faults.note(requireQueue().brokerName(), millis, isolate, reachable);
    }
  }

  final void add(SendAttempt.Phase phase, @Nullable String detail) {
    PublishView.Queue chosen = requireQueue();
    if (failures.isEmpty()) {
      failures = new ArrayList<>();
    }
    failures.add(
        new SendAttempt(
            chosen.brokerName(),
            address(chosen).toString(),
            chosen.queueId(),
            phase,
            elapsedMillis(attemptStart),
            detail));
  }

  final Outcome.Failed failed(
      Reason reason, @Nullable RouteException route, @Nullable NetException net) {
    PublishView.Queue chosen = queue;
    return new Outcome.Failed(
        reason,
        message.topic(),
        failures,
        elapsedMillis(start),
        route,
        net,
        -1,
        null,
        chosen == null ? null : chosen.master().toString(),
        plan.user(),
        null);
  }

  final void finish(Outcome outcome) {
    if (done) {
      return;
    }
    done = true;
    if (limit != null) {
      limit.cancel();
    }
    Outcome.Stored earlier = unsafe;
    end.accept(
        earlier != null && outcome instanceof Outcome.Failed
            ? new Outcome.Stored(earlier.result(), tried)
            : outcome);
  }

  private long elapsedMillis(long since) {
    return TimeUnit.NANOSECONDS.toMillis(now() - since);
  }

  private PublishView.Queue requireQueue() {
    PublishView.Queue chosen = queue;
    if (chosen == null) {
      throw new IllegalStateException("no attempt has begun");
    }
    return chosen;
  }
}
