package io.skua.testkit;

import io.skua.common.message.MessageExt;
import io.skua.runtime.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the listeners of a group were given, and what of it is wrong: a message that was consumed
 * already, though no fault that could explain it happened around the first time; and, in order, a
 * message before another one, or while another one of its queue is being consumed.
 */
final class ConsumedLog {
  /** A fault of all members. */
  static final int ALL = -1;

  /**
   * How far from a fault a call may be that the fault may have left without effect.
   *
   * @param before for how long what was consumed may not have been noted for good
   * @param after how long consequences may last
   */
  record Reach(Duration before, Duration after) {
    /** Where offsets are committed, now and then; two members may have one queue for a while. */
    static final Reach OF_OFFSETS = new Reach(Duration.ofSeconds(15), Duration.ofSeconds(60));
  }

  /** A fault of the schedule, as it happened. */
  static final class Fault {
    private final String name;
    private final int member;
    private final Reach reach;
    private final long from;
    private long until = Long.MAX_VALUE;

    private Fault(String name, int member, Reach reach, long from) {
      this.name = name;
      this.member = member;
      this.reach = reach;
      this.from = from;
    }

    private boolean reaches(Call call) {
      return call.ended >= from - reach.before.toNanos()
          && (until == Long.MAX_VALUE || call.begun <= until + reach.after.toNanos());
    }
  }

  /** One call of a listener. */
  static final class Call {
    private final String body;
    private final int member;
    private final String queue;
    private final long offset;
    private final long begun;
    private long ended = Long.MAX_VALUE;
    private boolean done;
    private boolean repetition;

    private Call(int member, MessageExt message, long begun) {
      this.body = new String(message.getBody(), StandardCharsets.UTF_8);
      this.member = member;
      this.queue = message.getBrokerName() + " " + message.getQueueId();
      this.offset = message.getQueueOffset();
      this.begun = begun;
    }

    String body() {
      return body;
    }
  }

  private final Clock clock;
  private final long start;
  private final boolean ordered;
  private final Set<String> appended = new HashSet<>();
  private final Map<String, List<Call>> calls = new HashMap<>();
  private final Map<String, Call> busy = new HashMap<>(); // by queue, in order
  private final Map<String, Long> next = new HashMap<>(); // by queue, in order
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int duplicates;

  ConsumedLog(Clock clock, boolean ordered) {
    this.clock = clock;
    this.start = clock.nanos();
    this.ordered = ordered;
  }

  void appended(String body) {
    appended.add(body);
  }

  /**
   * Notes that a fault begins.
   *
   * @param member who is concerned, or {@link #ALL}
   */
  Fault begins(String name, int member, Reach reach) {
    Fault fault = new Fault(name, member, reach, clock.nanos());
    faults.add(fault);
    return fault;
  }

  /** Notes that a fault is over. */
  void over(Fault fault) {
    fault.until = clock.nanos();
  }

  /** Notes that calls of a member that has died are over; what they did is not known. */
  void died(int member) {
    busy.values().removeIf(call -> call.member == member);
  }

  Call begin(int member, MessageExt message) {
    Call call = new Call(member, message, clock.nanos());
    List<Call> before = calls.computeIfAbsent(call.body, body -> new ArrayList<>());
    before.add(call);
    checkRepetition(call, before);
    if (ordered) {
      checkOrder(call);
    }
    return call;
  }

  private void checkOrder(Call call) {
    Call other = busy.put(call.queue, call);
    if (other != null && !explained(call, call.begun, true)) {
      wrong.add(say(call) + " while " + say(other) + " is being consumed");
    }
    long expected = next.getOrDefault(call.queue, 0L);
    if (call.offset > expected) {
      wrong.add(say(call) + " before offset " + expected);
    }
  }

  /** Looks for a call that has consumed the message already, before this one or beside it. */
  private void checkRepetition(Call call, List<Call> all) {
    for (Call other : all) {
      if (other != call && other.done && !other.repetition && !call.repetition) {
        call.repetition = true;
        duplicates++;
        if (!explained(call, Math.max(other.begun, call.begun), ordered)) {
          wrong.add(say(call) + " again, for no reason: it was " + say(other));
        }
      }
    }
  }

  /**
   * Says whether a fault could be why there is this call.
   *
   * @param since when the message was given out once too often
   * @param itself whether the fault may be near this call, and not only near one before it
   */
  private boolean explained(Call repetition, long since, boolean itself) {
    for (Fault fault : faults) {
      for (Call call : calls.getOrDefault(repetition.body, List.of())) {
        boolean concerned =
            fault.member == ALL || fault.member == call.member || fault.member == repetition.member;
        boolean counts = itself || call != repetition;
        if (counts && concerned && fault.from <= since && fault.reaches(call)) {
          return true;
        }
      }
    }
    return false;
  }

  void end(Call call, boolean done) {
    call.ended = clock.nanos();
    call.done = done;
    busy.remove(call.queue, call);
    if (done) {
      checkRepetition(call, calls.getOrDefault(call.body, List.of()));
    }
    if (done && ordered) {
      next.merge(call.queue, call.offset + 1, Math::max);
    }
  }

  private String say(Call call) {
    return "%s (%s, offset %d) at member %d, %s to %s"
        .formatted(
            call.body,
            call.queue,
            call.offset,
            call.member,
            seconds(call.begun),
            call.ended == Long.MAX_VALUE ? "?" : seconds(call.ended));
  }

  String seconds(long nanos) {
    return "%.3f s".formatted((nanos - start) / 1e9);
  }

  /** Returns the messages that were appended and nobody has consumed. */
  List<String> missing() {
    return appended.stream().filter(body -> !consumed(body)).sorted().toList();
  }

  private boolean consumed(String body) {
    return calls.getOrDefault(body, List.of()).stream().anyMatch(call -> call.done);
  }

  /** Returns what must not have been, or null. */
  @Nullable String wrong() {
    return wrong.isEmpty() ? null : String.join("\n", wrong);
  }

  int duplicates() {
    return duplicates;
  }

  int messages() {
    return appended.size();
  }

  String faults() {
    StringBuilder all = new StringBuilder();
    for (Fault fault : faults) {
      all.append(seconds(fault.from))
          .append(" to ")
          .append(fault.until == Long.MAX_VALUE ? "the end" : seconds(fault.until));
      all.append(": ").append(fault.name).append('\n');
    }
    return all.toString();
  }
}
