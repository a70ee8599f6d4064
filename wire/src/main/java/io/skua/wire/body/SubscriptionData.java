package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedSet;

/**
 * What a consumer group wants of a topic (protocol b 2.1).
 *
 * @param expression the filter as typed
 * @param tags the tags that the expression names
 * @param codes the hash codes of these tags
 * @param version when the subscription was made or assigned anew, in milliseconds since 1970
 * @param expressionType {@code TAG} or {@code SQL92}
 * @param classFilterMode always false: filter classes are gone
 */
public record SubscriptionData(
    String topic,
    String expression,
    SortedSet<String> tags,
    SortedSet<Integer> codes,
    long version,
    String expressionType,
    boolean classFilterMode) {
  /** The expression type of tags. */
  public static final String TAG = "TAG";

  /** The expression type of SQL. */
  public static final String SQL92 = "SQL92";

  /** The expression that everything matches. */
  public static final String ALL = "*";

  /** Copies the collections. */
  public SubscriptionData {
    tags = Json.copy(tags);
    codes = Json.copy(codes);
  }

  /** Returns this subscription with another version. */
  public SubscriptionData withVersion(long other) {
    return new SubscriptionData(
        topic, expression, tags, codes, other, expressionType, classFilterMode);
  }

  static SubscriptionData read(JsonReader in) {
    String topic = "";
    String expression = "";
    List<String> tags = List.of();
    List<Integer> codes = List.of();
    long version = 0;
    String expressionType = TAG;
    boolean classFilterMode = false;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topic" -> topic = in.textOrEmpty();
        case "subString" -> expression = in.textOrEmpty();
        case "tagsSet" -> tags = Json.textList(in);
        case "codeSet" -> codes = Json.list(in, JsonReader::int32);
        case "subVersion" -> version = in.int64();
        case "expressionType" -> expressionType = Json.or(in, TAG, JsonReader::textOrEmpty);
        case "classFilterMode" -> classFilterMode = in.bool();
        default -> in.skip();
      }
    }
    return new SubscriptionData(
        topic,
        expression,
        Json.copy(tags),
        Json.copy(codes),
        version,
        expressionType,
        classFilterMode);
  }

  void write(JsonWriter out) {
    out.object().member("classFilterMode", classFilterMode).name("codeSet").array();
    codes.forEach(out::number);
    out.endArray()
        .member("expressionType", expressionType)
        .member("subString", expression)
        .member("subVersion", version)
        .member("tagsSet", List.copyOf(tags))
        .member("topic", topic)
        .endObject();
  }
}
