package io.skua.wire.header;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a record travels as the fields of a frame: each field's wire name and type, declared once,
 * beside the record. Immutable.
 *
 * <pre>{@code
 * record QueryOffset(String group, String topic, int queueId) {
 *   static final Header<QueryOffset> WIRE =
 *       Header.<QueryOffset>of()
 *           .text("consumerGroup", QueryOffset::group)
 *           .text("topic", QueryOffset::topic)
 *           .int32("queueId", QueryOffset::queueId)
 *           .reads(in -> new QueryOffset(in.name("consumerGroup"), in.name("topic"), in.int32("queueId")));
 * }
 * }</pre>
 *
 * @param <Q> the record
 */
public final class Header<Q> {
  private final List<Field<Q>> fields;
  private final Function<Fields, Q> reader;

  private Header(List<Field<Q>> fields, Function<Fields, Q> reader) {
    this.fields = fields;
    this.reader = reader;
  }

  /** Begins a declaration. */
  public static <Q> Builder<Q> of() {
    return new Builder<>();
  }

  /** Writes all fields of {@code header} that are not null, in the order of their declaration. */
  public void write(Q header, FieldSink sink) {
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).write(header, sink);
    }
  }

  /**
   * Reads the record.
   *
   * @throws io.skua.wire.MalformedException when a mandatory field is missing or a number is none
   */
  public Q read(Fields from) {
    return reader.apply(from);
  }

  /** Returns the wire names, in the order of their declaration. */
  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  private interface Writer<Q> {
    void write(Q header, String name, FieldSink sink);
  }

  private record Field<Q>(String name, Writer<Q> writer) {
    void write(Q header, FieldSink sink) {
      writer.write(header, name, sink);
    }
  }

  /**
   * Collects the fields of a declaration.
   *
   * @param <Q> the record
   */
  public static final class Builder<Q> {
    private final List<Field<Q>> fields = new ArrayList<>();

    private Builder() {}

    /** Declares a text; null leaves the field out. */
    public Builder<Q> text(String name, Function<Q, @Nullable String> value) {
      return add(
          name,
          (header, field, sink) -> {
            String text = value.apply(header);
            if (text != null) {
              sink.text(field, text);
            }
          });
    }

    /** Declares a number of 32 bits. */
    public Builder<Q> int32(String name, ToIntFunction<Q> value) {
      return add(name, (header, field, sink) -> sink.number(field, value.applyAsInt(header)));
    }

    /** Declares a number that may be absent: null leaves the field out. */
    public Builder<Q> optional(String name, Function<Q, ? extends @Nullable Number> value) {
      return add(
          name,
          (header, field, sink) -> {
            Number number = value.apply(header);
            if (number != null) {
              sink.number(field, number.longValue());
            }
          });
    }

    /** Declares a number of 64 bits. */
    public Builder<Q> int64(String name, ToLongFunction<Q> value) {
      return add(name, (header, field, sink) -> sink.number(field, value.applyAsLong(header)));
    }

    /** Declares a boolean. */
    public Builder<Q> bool(String name, Predicate<Q> value) {
      return add(name, (header, field, sink) -> sink.bool(field, value.test(header)));
    }

    /** Declares a boolean that may be absent: null leaves the field out. */
    public Builder<Q> optionalBool(String name, Function<Q, @Nullable Boolean> value) {
      return add(
          name,
          (header, field, sink) -> {
            Boolean bool = value.apply(header);
            if (bool != null) {
              sink.bool(field, bool);
            }
          });
    }

    /** Ends the declaration with the way back. */
    public Header<Q> reads(Function<Fields, Q> reader) {
      return new Header<>(List.copyOf(fields), reader);
    }

    private Builder<Q> add(String name, Writer<Q> writer) {
      fields.add(new Field<>(name, writer));
      return this;
    }
  }
}
