package io.skua.wire.message;

import io.skua.wire.GoldenVectors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Bytes of messages and their parts, recorded from a real client and broker, by name. */
final class Golden {
  private static final Map<String, byte[]> MESSAGES = read("/golden/records.txt");

  private Golden() {}

  static byte[] bytes(String name) {
    return Objects.requireNonNull(MESSAGES.get(name), name).clone();
  }

  static Map<String, byte[]> all() {
    return MESSAGES;
  }

  private static Map<String, byte[]> read(String resource) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (String kind :
        List.of("stored-message", "batch-body", "properties", "uniq-key", "compressed")) {
      GoldenVectors.ofKind(kind).forEach(vector -> found.put(vector.id(), vector.bytes()));
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Golden.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        if (!line.startsWith("#")) {
          found.put(line.substring(0, blank), HexFormat.of().parseHex(line.substring(blank + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
