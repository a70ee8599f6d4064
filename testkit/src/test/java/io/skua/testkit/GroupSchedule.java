package io.skua.testkit;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.runtime.VirtualTime;
import io.skua.server.SkuaServer;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.store.disk.MemoryDisk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Sets a consumer up; its listener hands each message to {@link Member#consume}. */
    void prepare(DefaultMQPushConsumer consumer, Member member);
  }

  private static final String TOPIC = "orders";
  private static final int MOST_MEMBERS = 4;
  private static final int MOST_STEPS = 40;
  private static final int FAULTLESS = 3; // one schedule of so many
  private static final int LONGEST_PAUSE_MILLIS = 6_000;
  private static final Duration SHORT_DRAIN = Duration.ofSeconds(5);

  private final long seed;
  private final Mode mode;
  private final Random random;
  private final VirtualTime time;
  private final LoopbackNetwork network;
  private final MemoryDisk disk = new MemoryDisk();
  private final List<String> steps = new ArrayList<>();
  private final List<Member> members = new ArrayList<>(); // those that are there
  private final boolean faultless;
  private final int longestStayMillis;
  private final ConsumedLog log;
  private final DefaultMQProducer producer;
  private VirtualProcess serverProcess;
  private SkuaServer server;
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
    serve();
    this.producer = producer();
  }

  /** One member of the group: a process with a consumer. */
  final class Member {
    private final int number = memberNumber++;
    private final VirtualProcess process =
        new VirtualProcess(time, network, "10.0.1." + (number + 1));
    private boolean ready;
    private boolean leaving;
    private boolean busy; // with a slow call

    private void join() {
      DefaultMQPushConsumer consumer =
          new DefaultMQPushConsumer("billing", new ClientRegistry(process, all -> process.net()));
      consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
      consumer.setClientIP("10.0.1." + (number + 1));
      consumer.setInstanceName("model");
      consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
      consumer.setConsumeThreadMin(4);
      consumer.setConsumeThreadMax(4);
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
        busy = true;
        String what = "the listener of member " + number + " is slow";
        ConsumedLog.Fault fault = mode.ordered() ? null : log.begins(what, number);
        process.sleep(Duration.ofMillis(500 + random.nextInt(2_500)));
        if (fault != null) {
          log.over(fault);
        }
        busy = false;
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
      if (busy && !drains) {
        happens("member " + number + " does not wait for its listener", number);
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

  // --- the server

  private void serve() {
    serverProcess = new VirtualProcess(time, network, ServerFixture.SERVER.host());
    server =
        SkuaServer.builder()
            .bindHost(ServerFixture.SERVER.host())
            .inMemory()
            .disk(unlocked())
            .store(StoreSettings.defaults().withSizes(64 * 1024, 1 << 20, 1000))
            .platform(serverProcess)
            .network(serverProcess::net)
            .build();
    server.start();
  }

  /** What the system does when a process ends: its lock of the directory is free. */
  private Disk unlocked() {
    Disk.Lock lock = () -> {};
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("tryLock") ? lock : method.invoke(disk, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private DefaultMQProducer producer() {
    VirtualProcess process = new VirtualProcess(time, network, "10.0.0.5");
    DefaultMQProducer made =
        new DefaultMQProducer("shop", new ClientRegistry(process, all -> process.net()));
    made.setNamesrvAddr(ServerFixture.SERVER.toString());
    made.setClientIP("10.0.0.5");
    made.setRetryTimesWhenSendAsyncFailed(0); // what is stored twice is no matter of consumers
    try {
      made.start();
      made.createTopic("TBW102", TOPIC, 1 + random.nextInt(8), Map.of());
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
    return made;
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
          "with -Dmodel.seed="
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
      fault(random.nextInt(6));
    }
  }

  private void fault(int kind) {
    Member member = members.isEmpty() ? null : members.get(random.nextInt(members.size()));
    switch (kind) {
      case 0 -> restart(false);
      case 1 -> restart(true);
      case 2 -> {
        if (member != null) {
          happens("member " + member.number + " is killed", member.number);
          member.die();
        }
      }
      case 3 -> {
        if (member != null) {
          happens("the connections of member " + member.number + " break", ConsumedLog.ALL);
          member.process.cut();
        }
      }
      case 4 -> {
        if (member != null) {
          answersGetLost(member);
        }
      }
      default -> {
        if (member != null) {
          note("the next call of the listener of member " + member.number + " takes long");
          slow = member.number;
        }
      }
    }
  }

  private void answersGetLost(Member member) {
    // Of all members: what it commits then may be old.
    String what = "answers to member " + member.number + " get lost";
    note(what);
    ConsumedLog.Fault fault = log.begins(what, ConsumedLog.ALL);
    member.process.deafen();
    network.after(
        Duration.ofMillis(random.nextInt(20_000)),
        () -> {
          member.process.cut();
          log.over(fault);
        });
  }

  private void happens(String what, int member) {
    note(what);
    log.over(log.begins(what, member));
  }

  private void note(String step) {
    steps.add(log.seconds(time.clock().nanos()) + ": " + step);
  }

  private void append(int count) {
    note("append " + count + " messages from " + messageNumber);
    for (int i = 0; i < count; i++) {
      String body = "message " + messageNumber++;
      try {
        producer.send(new Message(TOPIC, body.getBytes(StandardCharsets.UTF_8)), noted(body));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private SendCallback noted(String body) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {
        if (result.getSendStatus() == SendStatus.SEND_OK) {
          log.appended(body);
        }
      }

      @Override
      public void onException(Throwable e) {
        // Nobody has promised anything.
      }
    };
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
    ConsumedLog.Fault fault =
        log.begins(kill ? "the server is killed" : "the server stops", ConsumedLog.ALL);
    note(kill ? "the server is killed" : "the server stops");
    if (kill) {
      serverProcess.kill();
    } else {
      server.close();
    }
    pass(Duration.ofMillis(random.nextInt(5_000)));
    serve();
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
