package io.skua.wire.body;

import io.skua.wire.MalformedException;
import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of a topic on a broker (protocol b 12.3).
 *
 * @param perm permission bits: 4 read, 2 write, 1 inherit
 * @param filterType whether a message has one tag or several
 * @param sysFlag 1: unit topic; 2: has unit subscriptions
 * @param order whether the queues are fixed by the order configuration
 * @param attributes further settings by name
 */
public record TopicConfig(
    String topicName,
    int readQueueNums,
    int writeQueueNums,
    int perm,
    FilterType filterType,
    int sysFlag,
    boolean order,
    SortedMap<String, String> attributes) {
  /** Whether a message of the topic has one tag or several. */
  public enum FilterType {
    SINGLE_TAG,
    MULTI_TAG
  }

  /** The queues of a topic whose configuration does not say how many. */
  public static final int DEFAULT_QUEUES = 16;

  /** The permission to read and write. */
  public static final int READ_WRITE = 6;

  /** Copies the collections. */
  public TopicConfig {
    attributes = Json.copy(attributes);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static TopicConfig parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static TopicConfig parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, TopicConfig::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, TopicConfig::write);
  }

  /** Makes a plain topic with as many queues for reading as for writing. */
  public static TopicConfig of(String topicName, int queues, int perm) {
    return new TopicConfig(
        topicName, queues, queues, perm, FilterType.SINGLE_TAG, 0, false, new TreeMap<>());
  }

  /**
   * Reads the text form {@code name read write perm filterType {attributes}} of compressed
   * registrations; it carries neither order nor system flag (protocol 3.2).
   */
  public static TopicConfig parseLine(String line) {
    String[] parts = line.split(" ", 6);
    if (parts.length < 5) {
      throw new MalformedException("the topic line '" + line + "' has fewer than five fields");
    }
    SortedMap<String, String> attributes = new TreeMap<>();
    if (parts.length == 6) {
      byte[] json = parts[5].getBytes(StandardCharsets.UTF_8);
      attributes = Json.parse(json, 0, json.length, Json::texts);
    }
    FilterType filterType =
        "MULTI_TAG".equals(parts[4]) ? FilterType.MULTI_TAG : FilterType.SINGLE_TAG;
    return new TopicConfig(
        parts[0],
        Json.int32(parts[1]),
        Json.int32(parts[2]),
        Json.int32(parts[3]),
        filterType,
        0,
        false,
        attributes);
  }

  /** Writes the text form; see {@link #parseLine}. */
  public String writeLine() {
    byte[] json = Json.dialect(attributes, Json::texts);
    return String.join(
        " ",
        topicName,
        Integer.toString(readQueueNums),
        Integer.toString(writeQueueNums),
        Integer.toString(perm),
        filterType.name(),
        new String(json, StandardCharsets.UTF_8));
  }

  static TopicConfig read(JsonReader in) {
    String topicName = "";
    int readQueueNums = DEFAULT_QUEUES;
    int writeQueueNums = DEFAULT_QUEUES;
    int perm = READ_WRITE;
    FilterType filterType = FilterType.SINGLE_TAG;
    int sysFlag = 0;
    boolean order = false;
    SortedMap<String, String> attributes = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topicName" -> topicName = in.textOrEmpty();
        case "readQueueNums" -> readQueueNums = in.int32();
        case "writeQueueNums" -> writeQueueNums = in.int32();
        case "perm" -> perm = in.int32();
        case "topicFilterType" -> filterType = Json.constant(in, filterType);
        case "topicSysFlag" -> sysFlag = in.int32();
        case "order" -> order = in.bool();
        case "attributes" -> attributes = Json.texts(in);
        default -> in.skip();
      }
    }
    return new TopicConfig(
        topicName, readQueueNums, writeQueueNums, perm, filterType, sysFlag, order, attributes);
  }

  void write(JsonWriter out) {
    out.object()
        .member("attributes", attributes)
        .member("order", order)
        .member("perm", perm)
        .member("readQueueNums", readQueueNums)
        .member("topicFilterType", filterType.name())
        .member("topicName", topicName)
        .member("topicSysFlag", sysFlag)
        .member("writeQueueNums", writeQueueNums)
        .endObject();
  }
}
