package io.skua.wire;

import io.skua.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Apache's clients, tools and brokers (5.3.3) said to each other, and what they wrote. */
public final class CapturedSamples {
  private static final List<Sample> SAMPLES = load();

  private CapturedSamples() {}

  /**
   * One side of an exchange.
   *
   * @param code of the request; -1 when the other side says it
   * @param answer the code of the answer; -1 in a request
   * @param fields those of the header
   * @param body the text of the body; null when there is none, or it is no text
   * @param bytes the body that is no text; empty when there is none, or it was cut
   */
  public record Said(
      int code, int answer, Map<String, String> fields, @Nullable String body, byte[] bytes) {
    private static final Said NOTHING = new Said(-1, -1, Map.of(), null, new byte[0]);
  }

  /**
   * One sample.
   *
   * @param request what was asked; nothing for a sample that is no exchange
   * @param texts the sample's other members that are texts
   * @param record what the record in the answer holds, by name; empty when there is none
   */
  public record Sample(
      String id,
      Said request,
      Said response,
      Map<String, String> texts,
      Map<String, String> record) {
    /** Returns the code of the request. */
    public int code() {
      return Math.max(request.code(), response.code());
    }

    /** The id: test reports show it. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** Returns all samples. */
  public static List<Sample> all() {
    return SAMPLES;
  }

  private static List<Sample> load() {
    List<Sample> samples = new ArrayList<>();
    try (InputStream file = CapturedSamples.class.getResourceAsStream("golden-b.json")) {
      JsonReader in = new JsonReader(Objects.requireNonNull(file).readAllBytes());
      in.object();
      while (in.member()) {
        if (in.name().equals("samples")) {
          in.array();
          while (in.element()) {
            samples.add(sample(in));
          }
        } else {
          in.skip();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  private static Sample sample(JsonReader in) {
    Said request = Said.NOTHING;
    Said response = Said.NOTHING;
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> record = Map.of();
    in.object();
    while (in.member()) {
      String name = in.name();
      switch (name) {
        case "request" -> request = said(in);
        case "response" -> response = said(in);
        case "decodedFirstRecord" -> record = record(in);
        default -> {
          if (in.peek() == JsonReader.Kind.TEXT) {
            texts.put(name, in.textOrEmpty());
          } else {
            in.skip();
          }
        }
      }
    }
    return new Sample(in(texts, "id"), request, response, texts, record);
  }

  private static String in(Map<String, String> texts, String name) {
    return Objects.requireNonNull(texts.get(name), name);
  }

  private static Said said(JsonReader in) {
    int code = -1;
    int answer = -1;
    Map<String, String> fields = Map.of();
    String body = null;
    String hex = "";
    boolean complete = true;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "code" -> code = in.int32();
        case "responseCode" -> answer = in.int32();
        case "extFields" -> fields = in.isNull() ? Map.of() : texts(in);
        case "bodyText" -> body = in.text();
        case "bodyHexPrefix" -> hex = in.textOrEmpty();
        case "bodyComplete" -> complete = in.bool();
        default -> in.skip();
      }
    }
    return new Said(code, answer, fields, body, HexFormat.of().parseHex(complete ? hex : ""));
  }

  private static Map<String, String> record(JsonReader in) {
    Map<String, String> members = new LinkedHashMap<>();
    in.object();
    while (in.member()) {
      String name = in.name();
      members.put(
          name,
          in.peek() == JsonReader.Kind.OBJECT ? texts(in).toString() : String.valueOf(in.text()));
    }
    return members;
  }

  private static Map<String, String> texts(JsonReader in) {
    Map<String, String> texts = new TreeMap<>();
    in.object();
    while (in.member()) {
      texts.put(in.name(), in.textOrEmpty());
    }
    return texts;
  }
}
