package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/** How much has happened lately (protocol b 12.3, request 315). */
public record BrokerStats(Item minute, Item hour, Item day) {
  /**
   * What happened in a time.
   *
   * @param sum how much
   * @param tps how much in a second
   */
  public record Item(long sum, double tps) {
    /** Nothing has happened. */
    public static final Item NONE = new Item(0, 0);

    private static Item read(JsonReader in) {
      long sum = 0;
      double tps = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "sum" -> sum = in.int64();
          case "tps" -> tps = Json.decimal(in);
          default -> in.skip();
        }
      }
      return new Item(sum, tps);
    }

    private void write(JsonWriter out) {
      out.object().name("avgpt").decimal(sum == 0 ? 0 : 1);
      out.member("sum", sum).name("tps").decimal(tps).endObject();
    }
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static BrokerStats parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static BrokerStats parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, BrokerStats::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, BrokerStats::write);
  }

  static BrokerStats read(JsonReader in) {
    Item minute = Item.NONE;
    Item hour = Item.NONE;
    Item day = Item.NONE;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "statsMinute" -> minute = Json.or(in, Item.NONE, Item::read);
        case "statsHour" -> hour = Json.or(in, Item.NONE, Item::read);
        case "statsDay" -> day = Json.or(in, Item.NONE, Item::read);
        default -> in.skip();
      }
    }
    return new BrokerStats(minute, hour, day);
  }

  void write(JsonWriter out) {
    day.write(out.object().name("statsDay"));
    hour.write(out.name("statsHour"));
    minute.write(out.name("statsMinute"));
    out.endObject();
  }
}
