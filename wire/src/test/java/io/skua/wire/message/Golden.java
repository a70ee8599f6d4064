package io.skua.wire.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Bytes recorded from a real client and broker, by name. */
final class Golden {
  private static final Map<String, byte[]> MESSAGES = read("/golden/messages.txt");

  private Golden() {}

  static byte[] bytes(String name) {
    return Objects.requireNonNull(MESSAGES.get(name), name).clone();
  }

  static Map<String, byte[]> all() {
    return MESSAGES;
  }

  private static Map<String, byte[]> read(String resource) {
    Map<String, byte[]> found = new LinkedHashMap<>();
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
