package io.skua.testkit;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.MessageExt;
import io.skua.runtime.VirtualTime;
import io.skua.testkit.ConsumedLog.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * One random schedule for a consumer group: messages, members that come, leave and die, servers
 * that stop and are killed, connections that break and answers that get lost. The seed fixes it
 * all. How members consume is the business of a {@link Mode}.
 */
final class GroupSchedule implements AutoCloseable {
  /** How the members of a group consume. */
  interface Mode {
    /** Says whether each queue must be consumed in order, one message at a time. */
    boolean ordered();

    /** Says whether the broker has the members pop. */
    boolean pops();

    /** Sets a consumer up; its listener hands each message to {@link Member#consume}. */
    void prepare(DefaultMQPushConsumer consumer, Member member);
  }

  private static final String TOPIC = "orders";
  private static final String GROUP = "billing";
  private static final int MOST_MEMBERS = 4;
  private static final int MOST_STEPS = 40;
  private static final int FAULTLESS = 3; // one schedule of so many
  private static final int LONGEST_PAUSE_MILLIS = 6_000;
  private static final Duration SHORT_DRAIN = Duration.ofSeconds(5);

  // Where messages are popped, only those come twice whose confirmation did not count.
  private static final Reach UNDER_WAY = new Reach(Duration.ofSeconds(1), Duration.ofSeconds(5));
  private static final Reach TOO_LATE = new Reach(Duration.ZERO, Duration.ofSeconds(30));

  /** A server that is killed forgets what it was told, and lent, within the last 5 s (ADR 16). */
  private static final Reach FORGOTTEN = new Reach(Duration.ofSeconds(6), Duration.ofSeconds(75));

  private final long seed;
  private final Mode mode;
  private final Random random;
  private final VirtualTime time;
  private final LoopbackNetwork network;
  private final VirtualServer server;
  private final List<String> steps = new ArrayList<>();
  private final List<Member> members = new ArrayList<>(); // those that are there
  private final boolean faultless;
  private final int longestStayMillis;
  private final ConsumedLog log;
  private final LostConfirmations confirmations;
  private final MessageSource source;
  private final Duration invisible; // how long popped messages are lent
  private int memberNumber;
  private int messageNumber;
  private int failures; // so many calls of listeners fail
  private int slow = ConsumedLog.ALL; // the member whose next call takes long

  GroupSchedule(long seed, Mode mode) {
    this.seed = seed;
    this.mode = mode;
    this.random = new Random(seed);
    this.time = VirtualTime.shuffled(seed);
    this.network = new LoopbackNetwork(time);
    this.faultless = random.nextInt(FAULTLESS) == 0;
    this.longestStayMillis = random.nextInt(100);
    network.latency(Duration.ofMillis(1 + random.nextInt(10)));
    this.log = new ConsumedLog(time.clock(), mode.ordered());
    this.confirmations = new LostConfirmations(random);
    network.weather(confirmations);
    this.server = new VirtualServer(time, network);
    server.start();
    this.source = new MessageSource(time, network, log, TOPIC, 1 + random.nextInt(8));
    if (mode.pops()) {
      int shared = random.nextInt(3);
      server.pop(TOPIC, GROUP, shared);
      // Longer than messages wait in a member that pops one queue, or several, as fast as it can.
      this.invisible = Duration.ofSeconds((shared == 0 ? 10 : 30) + random.nextInt(30));
    } else {
      this.invisible = Duration.ZERO;
    }
  }

  /** One member of the group: a process with a consumer. */
  final class Member {
    private final int number = memberNumber++;
    private final VirtualProcess process =
        new VirtualProcess(time, network, "10.0.1." + (number + 1));
    private boolean ready;
    private boolean leaving;
    private int busy; // with so many slow calls

    private void join() {
      DefaultMQPushConsumer consumer =
          new DefaultMQPushConsumer(GROUP, new ClientRegistry(process, all -> process.net()));
      consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
      consumer.setClientIP("10.0.1." + (number + 1));
      consumer.setInstanceName("model");
      consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
      consumer.setConsumeThreadMin(4);
      consumer.setConsumeThreadMax(4);
      if (mode.pops()) {
        consumer.setClientRebalance(false);
        consumer.setPopInvisibleTime(invisible.toMillis());
      }
      mode.prepare(consumer, this);
      this.consumer = consumer;
      process.start(
          () -> {
            try {
              consumer.subscribe(TOPIC, "*");
              consumer.start();
              ready = true;
            } catch (MQClientException e) {
              throw new AssertionError("the start of member " + number, e);
            }
          });
    }

    private DefaultMQPushConsumer consumer;

    /**
     * Consumes a message, in the listener.
     *
     * @return whether that worked
     */
    boolean consume(MessageExt message) {
      process.check();
      ConsumedLog.Call call = log.begin(number, message);
      if (slow == number && !leaving) {
        slow = ConsumedLog.ALL;
        busy++;
        String what = "the listener of member " + number + " is slow";
        ConsumedLog.Fault fault = mode.ordered() ? null : log.begins(what, number, reach(TOO_LATE));
        process.sleep(slowness());
        if (fault != null) {
          log.over(fault);
        }
        busy--;
      } else if (longestStayMillis > 0) {
        process.sleep(Duration.ofMillis(random.nextInt(longestStayMillis)));
      }
      boolean done = failures == 0 || --failures % 2 == 0;
      log.end(call, done);
      return done;
    }

    private void leave(boolean drains) {
      members.remove(this);
      leaving = true;
      if (busy > 0 && (!drains || mode.pops())) {
        happens("member " + number + " does not wait for its listener", number, UNDER_WAY);
      }
      process.start(
          () -> {
            try {
              if (drains) {
                consumer.drain(SHORT_DRAIN);
              } else {
                consumer.shutdown();
              }
            } catch (MQClientException e) {
              throw new AssertionError("the end of member " + number, e);
            }
          });
    }

    private void die() {
      members.remove(this);
      process.kill();
      log.died(number);
    }
  }

  private Duration slowness() {
    boolean tooSlow = mode.pops() && random.nextBoolean();
    return Duration.ofMillis(500 + random.nextInt(2_500)).plus(tooSlow ? invisible : Duration.ZERO);
  }

  private Reach reach(Reach popped) {
    return mode.pops() ? popped : Reach.OF_OFFSETS;
  }

  // --- the schedule

  /** Runs it. */
  void run() {
    try {
      note("a member joins");
      join();
      for (int i = random.nextInt(MOST_STEPS); i >= 0; i--) {
        step(random.nextInt(100));
        pass(
            Duration.ofMillis(
                random.nextInt(4) == 0
                    ? random.nextInt(LONGEST_PAUSE_MILLIS)
                    : random.nextInt(300)));
      }
      end();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          mode
              + " with -Dmodel.seed="
              + seed
              + ", in these steps:\n"
              + String.join("\n", steps)
              + "\nand with these faults:\n"
              + log.faults(),
          e);
    }
  }

  private void step(int chance) {
    if (chance < 50) {
      append(1 + random.nextInt(random.nextInt(8) == 0 ? 300 : 20));
    } else if (chance < 60) {
      join();
    } else if (chance < 68) {
      leave(random.nextBoolean());
    } else if (chance < 72) {
      failures = 2 * (1 + random.nextInt(4));
      note("the next " + failures / 2 + " of two calls of listeners fail");
    } else if (!faultless && random.nextInt(3) == 0) {
      fault(random.nextInt(mode.pops() ? 7 : 6));
    }
  }

  private void fault(int kind) {
    Member member = members.isEmpty() ? null : members.get(random.nextInt(members.size()));
    switch (kind) {
      case 0 -> restart(false);
      case 1 -> restart(true);
      case 2 -> {
        if (member != null) {
          happens("member " + member.number + " is killed", member.number, UNDER_WAY);
          member.die();
        }
      }
      case 3 -> {
        if (member != null) {
          connectionsBreak(member);
        }
      }
      case 4 -> {
        if (member != null) {
          answersGetLost(member);
        }
      }
      case 5 -> {
        if (member != null) {
          note("the next call of the listener of member " + member.number + " takes long");
          slow = member.number;
        }
      }
      default -> confirmationsGetLost();
    }
  }

  /** Of all members, where offsets are committed: what one commits then may be old. */
  private int concerned(Member member) {
    return mode.pops() ? member.number : ConsumedLog.ALL;
  }

  private void confirmationsGetLost() {
    String what = "confirmations get lost";
    note(what);
    ConsumedLog.Fault fault = log.begins(what, ConsumedLog.ALL, UNDER_WAY);
    confirmations.rages = true;
    network.after(
        Duration.ofMillis(random.nextInt(3_000)),
        () -> {
          confirmations.rages = false;
          log.over(fault);
        });
  }

  private void connectionsBreak(Member member) {
    String what = "the connections of member " + member.number + " break";
    note(what);
    ConsumedLog.Fault fault = log.begins(what, concerned(member), reach(UNDER_WAY));
    member.process.isolate(true);
    network.after(
        Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(20_000)),
        () -> {
          member.process.isolate(false);
          log.over(fault);
        });
  }

  private void answersGetLost(Member member) {
    String what = "answers to member " + member.number + " get lost";
    note(what);
    ConsumedLog.Fault fault = log.begins(what, concerned(member), reach(UNDER_WAY));
    member.process.deafen();
    network.after(
        Duration.ofMillis(random.nextInt(20_000)),
        () -> {
          member.process.cut();
          log.over(fault);
        });
  }

  private void happens(String what, int member, Reach popped) {
    note(what);
    log.over(log.begins(what, member, reach(popped)));
  }

  private void note(String step) {
    steps.add(log.seconds(time.clock().nanos()) + ": " + step);
  }

  private void append(int count) {
    note("append " + count + " messages from " + messageNumber);
    for (int i = 0; i < count; i++) {
      source.append("message " + messageNumber++);
    }
  }

  private void join() {
    if (members.size() < MOST_MEMBERS) {
      Member member = new Member();
      note("member " + member.number + " joins");
      members.add(member);
      member.join();
    }
  }

  private void leave(boolean drains) {
    List<Member> ready = members.stream().filter(member -> member.ready).toList();
    if (!ready.isEmpty()) {
      Member member = ready.get(random.nextInt(ready.size()));
      note("member " + member.number + (drains ? " drains" : " leaves"));
      member.leave(drains);
    }
  }

  private void restart(boolean kill) {
    String what = kill ? "the server is killed" : "the server stops";
    note(what);
    ConsumedLog.Fault fault =
        log.begins(what, ConsumedLog.ALL, reach(kill ? FORGOTTEN : UNDER_WAY));
    if (kill) {
      server.kill();
    } else {
      server.stop();
    }
    pass(Duration.ofMillis(random.nextInt(5_000)));
    server.start();
    note("the server is there again");
    log.over(fault);
  }

  private void pass(Duration duration) {
    time.advance(duration);
    String wrong = log.wrong();
    if (wrong != null) {
      throw new AssertionError(wrong);
    }
  }

  /** All is well again; after a while everything has been consumed, and nothing comes twice. */
  private void end() {
    note("all is well from here");
    if (members.isEmpty()) {
      join();
    }
    failures = 0;
    await(Duration.ofMinutes(10), () -> log.missing().isEmpty());
    if (!log.missing().isEmpty()) {
      throw new AssertionError(
          log.missing().size() + " of " + log.messages() + " are lost: " + log.missing());
    }
    pass(Duration.ofSeconds(90));
  }

  private void await(Duration atMost, BooleanSupplier condition) {
    long until = time.clock().nanos() + atMost.toNanos();
    while (!condition.getAsBoolean() && time.clock().nanos() < until) {
      pass(Duration.ofSeconds(1));
    }
  }

  int duplicates() {
    return log.duplicates();
  }

  int messages() {
    return log.messages();
  }

  @Override
  public void close() {
    members.forEach(member -> member.process.kill());
    time.settle();
  }
}
