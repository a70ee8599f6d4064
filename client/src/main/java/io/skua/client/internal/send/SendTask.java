package io.skua.client.internal.send;

import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.route.RouteException;
import io.skua.client.internal.send.Outcome.Reason;
import io.skua.net.Address;
import io.skua.net.Completion;
import io.skua.net.NetException;
import io.skua.runtime.Cancellable;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.SendMessageResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One send on its way: a small machine that goes from attempt to attempt. It begins on the caller's
 * thread; each later step is taken by the event that ended the step before, on the loop, so that no
 * two steps run at the same time. With hooks, what happens from an answer to the next request
 * leaves the loop for the thread of the hooks.
 */
final class SendTask extends CompletableFuture<Outcome> implements Completion {
  private final SendPipeline pipeline;
  private final SendPlan plan;
  private final boolean oneWay;
  private final @Nullable AttemptHooks hooks;
  private final long start;
  private final long deadline;

  private Outgoing message; // hooks may change it
  private boolean callerWaits; // the present step runs in a thread that will wait
  private boolean routeRefreshed;
  private int tried;
  private List<SendAttempt> failures = List.of();
  private PublishView.@Nullable Queue queue; // of the present attempt
  private long attemptStart;
  private Outcome.@Nullable Stored unsafe; // stored, not safely, and to be tried elsewhere

  SendTask(
      SendPipeline pipeline,
      Outgoing message,
      SendPlan plan,
      boolean oneWay,
      @Nullable AttemptHooks hooks) {
    this.pipeline = pipeline;
    this.message = message;
    this.plan = plan;
    this.oneWay = oneWay;
    this.hooks = hooks;
    this.start = now();
    this.deadline = start + TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis());
  }

  private long now() {
    return pipeline.platform.clock().nanos();
  }

  // --- the route

  void begin() {
    callerWaits = plan.waits();
    if (plan.queue() != null) {
      toChosenQueue(plan.queue());
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
    Limit limit = new Limit();
    limit.timer = pipeline.loop.after(Duration.ofNanos(Math.max(0, deadline - now())), limit);
    whenComplete(limit);
  }

  /** The end of the time for the route; put away when the send ends. */
  private final class Limit implements Runnable, BiConsumer<Outcome, Throwable> {
    @Nullable Cancellable timer;

    @Override
    public void run() {
      if (tried == 0) {
        finish(failed(Reason.TIMED_OUT, null, null));
      }
    }

    @Override
    public void accept(@Nullable Outcome outcome, @Nullable Throwable failure) {
      if (timer != null) {
        timer.cancel();
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
      if (isDone()) {
        return;
      }
      if (failure != null) {
        noRoute(failure);
      } else if (plan.queue() != null) {
        toChosenQueue(plan.queue());
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
      completeExceptionally(cause == null ? new IllegalStateException("no route") : cause);
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
    AttemptHooks around = hooks;
    if (around == null) {
      transmit(chosen);
    } else {
      around.execute(() -> hooked(around, chosen));
    }
  }

  private void hooked(AttemptHooks around, PublishView.Queue chosen) {
    try {
      message = around.before(message, chosen, address(chosen));
    } catch (MQClientException veto) {
      forbidden(veto);
      return;
    } catch (IllegalArgumentException e) {
      completeExceptionally(e); // There is no port for senders.
      return;
    }
    if (now() - deadline < 0) {
      transmit(chosen);
    } else {
      add(SendAttempt.Phase.WRITE, "hooks took the time that was left");
      ended(failed(Reason.TIMED_OUT, null, null), false);
    }
  }

  private void transmit(PublishView.Queue chosen) {
    try {
      Address address = address(chosen);
      if (oneWay) {
        oneWay(address);
      } else {
        pipeline.links.call(address, request(chosen), attemptDeadline(), callerWaits, this);
      }
    } catch (IllegalArgumentException e) {
      // The message does not fit the frame, to no broker; or there is no port for senders.
      if (hooks != null) {
        hooks.after(null, e);
      }
      completeExceptionally(e);
    }
  }

  private Address address(PublishView.Queue chosen) {
    return plan.vip() ? vip(chosen.master()) : chosen.master();
  }

  private static Address vip(Address master) {
    return master.withPort(master.port() - SendPipeline.VIP_DISTANCE);
  }

  private long attemptDeadline() {
    if (plan.attemptMillis() < 0 || tried >= plan.attempts()) {
      return deadline;
    }
    long limit = attemptStart + TimeUnit.MILLISECONDS.toNanos(plan.attemptMillis());
    return limit - deadline < 0 ? limit : deadline;
  }

  private Frame request(PublishView.Queue chosen) {
    SendMessage header =
        new SendMessage(
            plan.group(),
            message.topic(),
            plan.defaultTopic(),
            plan.newQueues(),
            chosen.queueId(),
            message.sysFlag(),
            message.bornTimestamp(),
            message.flag(),
            message.properties(),
            message.reconsumeTimes(),
            plan.unitMode(),
            message.maxReconsumeTimes(),
            message.batch(),
            chosen.brokerName());
    int code = message.requestCode();
    boolean longNames = code == RequestCode.SEND_MESSAGE || code == RequestCode.SEND_REPLY_MESSAGE;
    return Frame.request(code, longNames ? SendMessage.V1 : SendMessage.V2, header, message.body());
  }

  private void oneWay(Address address) {
    try {
      pipeline.links.oneWay(address, request(requireQueue()));
      ended(new Outcome.HandedOver(), false);
    } catch (NetException e) {
      failed(e);
    }
  }

  // --- its end

  @Override
  public void replied(Frame response) {
    callerWaits = false;
    int code = response.code();
    if (code == ResponseCode.SUCCESS
        || code == ResponseCode.FLUSH_DISK_TIMEOUT
        || code == ResponseCode.FLUSH_SLAVE_TIMEOUT
        || code == ResponseCode.SLAVE_NOT_AVAILABLE) {
      stored(code, SendMessageResult.read(response.fields(), message.uniqueKey()));
    } else {
      refused(code, response.remark());
    }
  }

  private void stored(int code, SendMessageResult result) {
    PublishView.Queue chosen = requireQueue();
    note(false, true);
    Outcome.Stored stored = new Outcome.Stored(chosen.brokerName(), code, result);
    boolean enough =
        code == ResponseCode.SUCCESS || !plan.retryNotStored() || tried >= plan.attempts();
    if (!enough) {
      unsafe = stored;
    }
    ended(stored, !enough);
  }

  private void refused(int code, @Nullable String remark) {
    // Who waits for the outcome takes a broker that refuses for out of order (protocol 6.9).
    note(true, !plan.waits());
    PublishView.Queue chosen = requireQueue();
    add(
        SendAttempt.Phase.REFUSED,
        "code " + code + " (" + ResponseCode.name(code) + "), " + remark);
    boolean elsewhere = plan.retryCodes().contains(code);
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
            null),
        elsewhere && tried < plan.attempts());
  }

  private void forbidden(MQClientException veto) {
    note(false, true);
    add(SendAttempt.Phase.FORBIDDEN, veto.getMessage());
    // Only who waits goes on, as with any refusal (protocol 6.10, 6.11).
    if (plan.waits() && tried < plan.attempts()) {
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
    note(true, true);
    add(phase(failure), failure.getMessage());
    boolean late = now() - deadline >= 0;
    ended(
        failed(late ? Reason.TIMED_OUT : Reason.UNREACHABLE, null, failure),
        !late && tried < plan.attempts());
  }

  private static SendAttempt.Phase phase(NetException failure) {
    return switch (failure.kind()) {
      case CONNECT -> SendAttempt.Phase.CONNECT;
      case REFUSED, CLOSED -> SendAttempt.Phase.WRITE;
      case BROKEN, TIMEOUT, GO_AWAY, UNREADABLE -> SendAttempt.Phase.RESPONSE;
    };
  }

  /** An attempt has ended; after it comes another one, or the end of the send. */
  private void ended(Outcome outcome, boolean another) {
    AttemptHooks around = hooks;
    if (around == null) {
      proceed(outcome, another);
    } else {
      around.execute(
          () -> {
            around.after(outcome, null);
            proceed(outcome, another);
          });
    }
  }

  private void proceed(Outcome outcome, boolean another) {
    if (another) {
      again();
    } else {
      finish(outcome);
    }
  }

  private void again() {
    if (plan.queue() != null) {
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

  private void add(SendAttempt.Phase phase, @Nullable String detail) {
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

  private Outcome.Failed failed(
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
        null);
  }

  private void finish(Outcome outcome) {
    Outcome.Stored earlier = unsafe;
    complete(earlier != null && outcome instanceof Outcome.Failed ? earlier : outcome);
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
