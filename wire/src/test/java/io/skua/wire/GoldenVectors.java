package io.skua.wire;

import io.skua.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the reference implementation wrote, byte by byte, and what it means. Each kind of vector has
 * one test that walks all of that kind ({@link GoldenVectorsTest} says which) and fails for one
 * that it does not know.
 */
public final class GoldenVectors {
  private static final Map<String, Vector> VECTORS = load();

  private GoldenVectors() {}

  /**
   * One vector.
   *
   * @param decoded the stated meaning, member by member
   */
  public record Vector(String id, String kind, String hex, Map<String, String> decoded) {
    /** Returns the bytes; none for a vector that is a table only. */
    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    /** Returns a stated text. */
    public String text(String member) {
      return Objects.requireNonNull(decoded.get(member), member);
    }

    /** Returns a stated number. */
    public long number(String member) {
      return Long.parseLong(text(member));
    }

    /** The id: test reports show it. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** Returns a vector by its id. */
  public static Vector get(String id) {
    return Objects.requireNonNull(VECTORS.get(id), id);
  }

  /** Returns all vectors. */
  public static Collection<Vector> all() {
    return VECTORS.values();
  }

  /** Returns the vectors of a kind. */
  public static List<Vector> ofKind(String kind) {
    return VECTORS.values().stream().filter(vector -> vector.kind().equals(kind)).toList();
  }

  private static Map<String, Vector> load() {
    Map<String, Vector> vectors = new LinkedHashMap<>();
    try (InputStream file = GoldenVectors.class.getResourceAsStream("golden-a.json")) {
      JsonReader in = new JsonReader(Objects.requireNonNull(file).readAllBytes());
      in.object();
      while (in.member()) {
        if (in.name().equals("vectors")) {
          in.array();
          while (in.element()) {
            Vector vector = vector(in);
            if (vectors.put(vector.id(), vector) != null) {
              throw new IllegalStateException("two vectors are named " + vector);
            }
          }
        } else {
          in.skip();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vectors;
  }

  private static Vector vector(JsonReader in) {
    String id = "";
    String kind = "";
    String hex = "";
    Map<String, String> decoded = Map.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "id" -> id = in.textOrEmpty();
        case "kind" -> kind = in.textOrEmpty();
        case "hex" -> hex = in.textOrEmpty();
        case "decoded" -> decoded = members(in);
        default -> in.skip();
      }
    }
    return new Vector(id, kind, hex, decoded);
  }

  // Objects and arrays within become the text of their members.
  private static Map<String, String> members(JsonReader in) {
    Map<String, String> members = new LinkedHashMap<>();
    in.object();
    while (in.member()) {
      String name = in.name();
      switch (in.peek()) {
        case OBJECT -> members.put(name, members(in).toString());
        case ARRAY -> members.put(name, elements(in).toString());
        default -> members.put(name, String.valueOf(in.text()));
      }
    }
    return members;
  }

  private static List<@Nullable String> elements(JsonReader in) {
    List<@Nullable String> elements = new ArrayList<>();
    in.array();
    while (in.element()) {
      elements.add(in.peek() == JsonReader.Kind.OBJECT ? members(in).toString() : in.text());
    }
    return elements;
  }

  /** Returns the bytes of a text. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the text of bytes. */
  public static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
