package bench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param parts which tables: {@code client}, {@code consumer}, {@code server}, {@code transport}
 * @param workloads which of {@code first}, {@code sync}, {@code threads}, {@code async}, {@code
 *     oneway}, {@code drain}, {@code follow}
 * @param pairs how often both sides take their turn
 * @param warmUpMillis how long each workload runs before it is measured
 * @param measuredMillis how long it is measured
 * @param backlog how many messages are drained
 */
public record Options(
    Set<String> parts,
    Set<String> workloads,
    int pairs,
    int warmUpMillis,
    int measuredMillis,
    int backlog) {
  private static final List<String> NAMES =
      List.of("parts", "workloads", "pairs", "warm", "measure", "backlog");

  /** What a run does when nothing is said. */
  public static final Options DEFAULT =
      new Options(
          Set.of("client", "consumer", "server", "transport"),
          Set.of("first", "sync", "threads", "async", "oneway", "drain", "follow"),
          5,
          1_000,
          1_000,
          1_000_000);

  /** Reads {@code name=value} pairs; what is not named is as in {@link #DEFAULT}. */
  public static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      if (pair.length != 2 || !NAMES.contains(pair[0])) {
        throw new IllegalArgumentException(
            "not understood: "
                + argument
                + "; say parts=client,consumer,server,transport"
                + " workloads=first,sync,threads,async,oneway,drain,follow"
                + " pairs=5 warm=1000 measure=1000 backlog=1000000");
      }
      given.put(pair[0], pair[1]);
    }
    return new Options(
        names(given, "parts", DEFAULT.parts),
        names(given, "workloads", DEFAULT.workloads),
        number(given, "pairs", DEFAULT.pairs),
        number(given, "warm", DEFAULT.warmUpMillis),
        number(given, "measure", DEFAULT.measuredMillis),
        number(given, "backlog", DEFAULT.backlog));
  }

  private static Set<String> names(Map<String, String> given, String name, Set<String> otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : Set.of(value.split(",", -1));
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
