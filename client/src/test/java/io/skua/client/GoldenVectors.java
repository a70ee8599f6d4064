package io.skua.client;

import io.skua.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The client's part of the vectors that the tests of wire have, from the same file. */
public final class GoldenVectors {
  private static final String FILE = "/io/skua/wire/golden-a.json";

  private GoldenVectors() {}

  /**
   * One vector.
   *
   * @param decoded the stated meaning, member by member; a text is a list of one
   */
  public record Vector(String id, String kind, byte[] bytes, Map<String, List<String>> decoded) {
    /** Returns a stated text. */
    public String text(String member) {
      return texts(member).get(0);
    }

    /** Returns a stated list of texts. */
    public List<String> texts(String member) {
      return Objects.requireNonNull(decoded.get(member), member);
    }

    /** The id: test reports show it. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** Returns a vector by its id. */
  public static Vector get(String id) {
    return read().stream().filter(vector -> vector.id().equals(id)).findAny().orElseThrow();
  }

  /** Returns the vectors of a kind. */
  public static List<Vector> ofKind(String kind) {
    return read().stream().filter(vector -> vector.kind().equals(kind)).toList();
  }

  private static List<Vector> read() {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream file = GoldenVectors.class.getResourceAsStream(FILE)) {
      JsonReader in = new JsonReader(Objects.requireNonNull(file).readAllBytes());
      in.object();
      while (in.member()) {
        if (in.name().equals("vectors")) {
          in.array();
          while (in.element()) {
            vectors.add(vector(in));
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
    Map<String, String> texts = new HashMap<>();
    Map<String, List<String>> decoded = new HashMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "decoded" -> decoded = members(in);
        default -> texts.put(in.name(), in.textOrEmpty());
      }
    }
    return new Vector(
        texts.get("id"),
        texts.get("kind"),
        HexFormat.of().parseHex(texts.getOrDefault("hex", "")),
        decoded);
  }

  // Members that the client does not use are nested deeper, and left out.
  private static Map<String, List<String>> members(JsonReader in) {
    Map<String, List<String>> members = new HashMap<>();
    in.object();
    while (in.member()) {
      String name = in.name();
      switch (in.peek()) {
        case OBJECT -> in.skip();
        case ARRAY -> members.put(name, elements(in));
        default -> members.put(name, List.of(in.textOrEmpty()));
      }
    }
    return members;
  }

  private static List<String> elements(JsonReader in) {
    List<String> elements = new ArrayList<>();
    in.array();
    while (in.element()) {
      if (in.peek() == JsonReader.Kind.OBJECT) {
        in.skip();
      } else {
        elements.add(in.textOrEmpty());
      }
    }
    return elements;
  }
}
