package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/** A producer group of a client (protocol 6.5); ordered by its name. */
public record ProducerData(String groupName) implements Comparable<ProducerData> {
  @Override
  public int compareTo(ProducerData other) {
    return groupName.compareTo(other.groupName);
  }

  static ProducerData read(JsonReader in) {
    String groupName = "";
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "groupName" -> groupName = in.textOrEmpty();
        default -> in.skip();
      }
    }
    return new ProducerData(groupName);
  }

  void write(JsonWriter out) {
    out.object().member("groupName", groupName).endObject();
  }
}
