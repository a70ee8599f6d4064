package bench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param parts which tables: {@code client}, {@code server}, {@code transport}
 * @param pairs how often both sides take their turn
 * @param warmUpMillis how long each workload runs before it is measured
 * @param measuredMillis how long it is measured
 */
public record Options(Set<String> parts, int pairs, int warmUpMillis, int measuredMillis) {
  /** What a run does when nothing is said. */
  public static final Options DEFAULT =
      new Options(Set.of("client", "server", "transport"), 5, 1_500, 1_500);

  /** Reads {@code name=value} pairs; what is not named is as in {@link #DEFAULT}. */
  public static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      if (pair.length != 2 || !List.of("parts", "pairs", "warm", "measure").contains(pair[0])) {
        throw new IllegalArgumentException(
            "not understood: "
                + argument
                + "; say parts=client,server,transport pairs=5 warm=1500"
                + " measure=1500");
      }
      given.put(pair[0], pair[1]);
    }
    String parts = given.get("parts");
    return new Options(
        parts == null ? DEFAULT.parts : Set.of(parts.split(",", -1)),
        number(given, "pairs", DEFAULT.pairs),
        number(given, "warm", DEFAULT.warmUpMillis),
        number(given, "measure", DEFAULT.measuredMillis));
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
