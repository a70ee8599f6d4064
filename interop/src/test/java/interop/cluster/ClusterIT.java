package interop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import interop.operator.Console;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two name servers, two masters and a slave, our producer under load, and two of our push consumers
 * in a group. One of each pair is killed and comes back, then the other: sends go on, dead brokers
 * are left alone, every acknowledged message is there at the end, and the group has consumed it.
 * Runs in the profile {@code cluster} only.
 */
@Tag("cluster")
class ClusterIT {
  private static final String TOPIC = "through-kills";
  private static final int QUEUES = 4;
  private static final int READ_AND_WRITE = 6;

  /** Shorter than the default of 30 s, for a shorter test. */
  private static final Duration ROUTE_AGE = Duration.ofSeconds(10);

  /** What asking for the route may take on a loaded machine. */
  private static final Duration ROUTE_ARRIVES = Duration.ofSeconds(1);

  private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

  /**
   * Sends to a master begin with a new route, and then a name server is killed; after this time the
   * master is, when its route is a second old: nearly the worst moment.
   */
  private static final Duration WITHOUT_NAME_SERVER = ROUTE_AGE.plusSeconds(1);

  private static final Duration WITHOUT_BOTH = ROUTE_AGE.plusSeconds(4);

  /** Brokers tell a name server that is back every 10 s (Apache) or 30 s (Skua). */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A kill, and when its consequences were no longer looked at; by {@link System#nanoTime}. */
  private record Kill(Member member, long at, long until) {}

  @TempDir private Path directory;
  private final List<Member> all = new ArrayList<>();
  private final List<Member> nameServers = new ArrayList<>();
  private final List<Member> masters = new ArrayList<>();
  private final List<Kill> kills = new ArrayList<>();

  @BeforeEach
  void startNameServers() throws Exception {
    nameServers.add(member(Member.nameServer("names-a", directory.resolve("names-a"))));
    nameServers.add(member(Member.nameServer("names-b", directory.resolve("names-b"))));
  }

  @AfterEach
  void endAll() {
    all.forEach(Member::close);
  }

  @Test
  void two_apache_masters_one_with_a_slave() throws Exception {
    startMasterWithSlave();
    masters.add(member(Member.master("broker-b", directory.resolve("b"), addresses())));
    runStory("Apache and Apache");
  }

  @Test
  void an_apache_master_with_a_slave_and_a_skua_broker() throws Exception {
    startMasterWithSlave();
    masters.add(member(Member.skua("broker-b", directory.resolve("b"), addresses())));
    runStory("Apache and Skua");
  }

  private void startMasterWithSlave() throws Exception {
    masters.add(member(Member.master("broker-a", directory.resolve("a"), addresses())));
    member(Member.slave("broker-a", directory.resolve("a-slave"), addresses()));
  }

  private Member member(Member member) {
    all.add(member);
    return member;
  }

  private String addresses() {
    return nameServers.get(0).address() + ";" + nameServers.get(1).address();
  }

  private void runStory(String brokers) throws Exception {
    for (Member master : masters) {
      String names = nameServers.get(0).address();
      awaitKnown(master, "TBW102");
      new Console(names, master.address()).topic(TOPIC, QUEUES, QUEUES, READ_AND_WRITE);
      awaitKnown(master, TOPIC);
    }
    try (Audience audience = Audience.start(addresses(), TOPIC, ROUTE_AGE);
        Load load = Load.start(addresses(), TOPIC, ROUTE_AGE)) {
      awaitUse(load);
      long from = System.nanoTime();
      for (int pair = 0; pair < masters.size(); pair++) {
        killAndRevive(nameServers.get(pair), masters.get(pair));
        long back = System.nanoTime();
        awaitUse(load);
        audience.awaitConsuming(back, PATIENCE);
      }
      load.finish();
      report(brokers, load, audience, from);
      for (Kill kill : kills) {
        assertSendsWentOn(load, kill);
        assertDeadIsLeftAlone(load, kill);
      }
      assertNothingIsMissing(load);
      audience.awaitAll(load.tallies(), PATIENCE);
      System.out.println("  " + audience);
    }
  }

  private void killAndRevive(Member nameServer, Member master) throws Exception {
    long nameServerEnd = System.nanoTime();
    nameServer.kill();
    pass(WITHOUT_NAME_SERVER);
    long masterEnd = System.nanoTime();
    kills.add(new Kill(nameServer, nameServerEnd, masterEnd));
    master.kill();
    pass(WITHOUT_BOTH);
    kills.add(new Kill(master, masterEnd, System.nanoTime()));
    nameServer.revive();
    master.revive();
  }

  /** Every name server knows every master again, and the load goes to all of them. */
  private void awaitUse(Load load) {
    long since = System.nanoTime();
    for (Member master : masters) {
      awaitKnown(master, TOPIC);
      Eventually.get(
          "sends to " + master.name(),
          PATIENCE,
          () -> load.attempts(master.address(), since, System.nanoTime()).stream().findFirst());
    }
  }

  private void awaitKnown(Member master, String topic) {
    for (Member nameServer : nameServers) {
      Eventually.get(
          master.name() + " in the route of " + topic + " at " + nameServer.name(),
          PATIENCE,
          () ->
              Optional.of(Route.of(nameServer.address(), topic))
                  .filter(route -> route.leadsTo(master.address())));
    }
  }

  /** Lets time go by in all the processes. */
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private void report(String brokers, Load load, Audience audience, long from) {
    StringBuilder text = new StringBuilder("Cluster of " + brokers + "\n");
    load.tallies().forEach(tally -> text.append("  ").append(tally).append('\n'));
    for (Kill kill : kills) {
      text.append("  kill of %s: longest gap".formatted(kill.member.name()));
      for (Tally tally : load.tallies()) {
        text.append(" %d ms".formatted(tally.longestGapMillis(kill.at, kill.until)));
      }
      if (masters.contains(kill.member)) {
        List<Load.Attempt> vain = vain(load, kill);
        text.append(
            ", %d attempts to it, the last after %d ms"
                .formatted(vain.size(), lastMillis(vain, kill)));
      }
      text.append(
          ", and for the consumers %s ms%n"
              .formatted(audience.longestGapMillis(kill.at, kill.until)));
    }
    text.append("  in all: longest gap");
    for (Tally tally : load.tallies()) {
      text.append(" %d ms".formatted(tally.longestGapMillis(from, System.nanoTime())));
    }
    System.out.println(text);
  }

  private static void assertSendsWentOn(Load load, Kill kill) {
    for (Tally tally : load.tallies()) {
      assertThat(tally.longestGapMillis(kill.at, kill.until))
          .as("ms without acknowledgement after the kill of %s, %s", kill.member.name(), tally)
          .isLessThanOrEqualTo(LONGEST_GAP.toMillis());
    }
  }

  private static void assertDeadIsLeftAlone(Load load, Kill kill) {
    assertThat(lastMillis(vain(load, kill), kill))
        .as("ms from the kill of %s to the last attempt", kill.member.name())
        .isLessThanOrEqualTo(ROUTE_AGE.plus(ROUTE_ARRIVES).toMillis());
  }

  private static List<Load.Attempt> vain(Load load, Kill kill) {
    return load.attempts(kill.member.address(), kill.at, kill.until);
  }

  private static long lastMillis(List<Load.Attempt> attempts, Kill kill) {
    return attempts.stream()
        .mapToLong(attempt -> TimeUnit.NANOSECONDS.toMillis(attempt.nanos() - kill.at))
        .max()
        .orElse(0);
  }

  private void assertNothingIsMissing(Load load) throws Exception {
    Set<String> stored = new HashSet<>();
    int copies = 0;
    for (Route.Queue queue : Route.of(nameServers.get(0).address(), TOPIC).queues()) {
      for (Stored message : Reader.read(queue, 0).messages()) {
        stored.add(new String(message.body().bytes(), StandardCharsets.UTF_8));
        copies++;
      }
    }
    System.out.printf("  %d stored, %d of them twice%n", copies, copies - stored.size());
    for (Tally tally : load.tallies()) {
      List<String> missing =
          tally.acknowledged().stream()
              .map(Tally.Acknowledged::body)
              .filter(body -> !stored.contains(body))
              .toList();
      assertThat(missing).as("acknowledged, but not stored").isEmpty();
      assertThat(tally.acknowledged()).isNotEmpty();
    }
  }
}
