package io.skua.wire.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.frame.FrameEncoder;
import io.skua.wire.frame.HeaderForm;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks all header records of the package. */
class HeaderRoundTripTest {
  /** A declaration and the constant that holds it. */
  record Declared(Field field, Class<?> type, Header<Object> header) {
    @Override
    public String toString() {
      return type.getSimpleName() + "." + field.getName();
    }
  }

  static Stream<Declared> declared() throws Exception {
    List<Declared> all = new ArrayList<>();
    File folder = new File(Header.class.getResource("Header.class").toURI()).getParentFile();
    for (File file : folder.listFiles((in, name) -> name.matches("\\w+\\.class"))) {
      Class<?> type = Class.forName("io.skua.wire.header." + file.getName().replace(".class", ""));
      for (Field field : type.getFields()) {
        if (field.getType() == Header.class) {
          all.add(new Declared(field, type, header(field)));
        }
      }
    }
    return all.stream();
  }

  @SuppressWarnings("unchecked") // the test below checks that the argument is the record itself
  private static Header<Object> header(Field field) throws IllegalAccessException {
    return (Header<Object>) field.get(null);
  }

  private static <Q> List<String> names(Header<Q> header, Q full) {
    List<String> names = new ArrayList<>();
    header.write(
        full,
        new FieldSink() {
          @Override
          public void text(String name, String value) {
            names.add(name);
          }

          @Override
          public void number(String name, long value) {
            names.add(name);
          }
        });
    return names;
  }

  @Test
  void every_record_of_the_package_declares_how_it_travels() throws Exception {
    assertThat(declared().map(Declared::type).distinct()).hasSizeGreaterThanOrEqualTo(36);
    for (Declared declared : declared().toList()) {
      Field field = declared.field();
      assertThat(((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0])
          .isEqualTo(declared.type());
      assertThat(names(declared.header(), sample(declared.type(), true)))
          .hasSameSizeAs(declared.type().getRecordComponents())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("declared")
  void a_full_record_survives_both_forms(Declared declared) throws Exception {
    assertSurvives(declared, sample(declared.type(), true));
  }

  @ParameterizedTest
  @MethodSource("declared")
  void a_record_without_its_optional_values_survives_both_forms(Declared declared)
      throws Exception {
    assertSurvives(declared, sample(declared.type(), false));
  }

  @ParameterizedTest
  @MethodSource("declared")
  void a_missing_mandatory_field_is_named(Declared declared) throws Exception {
    Object sample = sample(declared.type(), false);
    RecordComponent[] components = declared.type().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Class<?> type = components[i].getType();
      if (optional(components[i]) || type == boolean.class || type.isEnum()) {
        continue;
      }
      String name = names(declared.header(), sample(declared.type(), true)).get(i);
      if (List.of("bodyCrc32", "reconsumeTimes", "j").contains(name)) {
        continue; // 0 when absent
      }
      Map<String, String> fields = new TreeMap<>(Fields.of(declared.header(), sample).toMap());
      fields.remove(name);
      for (HeaderForm form : HeaderForm.values()) {
        Frame frame = roundTrip(Frame.request(1).withFields(Fields.of(fields)), form);
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> frame.header(declared.header()))
            .withMessageContaining("field " + name + " is missing");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("declared")
  void a_number_that_is_none_is_named(Declared declared) throws Exception {
    Object sample = sample(declared.type(), true);
    RecordComponent[] components = declared.type().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Class<?> type = components[i].getType();
      if (type != int.class && type != long.class && !Number.class.isAssignableFrom(type)) {
        continue;
      }
      String name = names(declared.header(), sample(declared.type(), true)).get(i);
      Map<String, String> fields = new TreeMap<>(Fields.of(declared.header(), sample).toMap());
      for (String wrong : List.of("x", "1.5", "99999999999999999999", "-")) {
        fields.put(name, wrong);
        for (HeaderForm form : HeaderForm.values()) {
          Frame frame = roundTrip(Frame.request(1).withFields(Fields.of(fields)), form);
          assertThatExceptionOfType(MalformedException.class)
              .isThrownBy(() -> frame.header(declared.header()))
              .withMessageContaining("field " + name);
        }
      }
    }
  }

  @Test
  void a_name_from_the_network_is_not_made_twice() {
    for (HeaderForm form : HeaderForm.values()) {
      Frame frame = Frame.request(1, TopicOnly.WIRE, new TopicOnly("TopicOfNames"));
      String first = roundTrip(frame, form).header(TopicOnly.WIRE).topic();
      assertThat(roundTrip(frame, form).header(TopicOnly.WIRE).topic()).isSameAs(first);
    }
  }

  @Test
  void a_name_with_escapes_is_still_right() {
    Frame frame = Frame.request(1, TopicOnly.WIRE, new TopicOnly("a\u0001\"b"));
    assertThat(roundTrip(frame, HeaderForm.JSON).header(TopicOnly.WIRE).topic())
        .isEqualTo("a\u0001\"b");
  }

  @Test
  void an_unknown_boundary_means_lower() {
    Map<String, String> fields =
        new TreeMap<>(Map.of("topic", "T", "queueId", "1", "timestamp", "2"));
    assertThat(SearchOffset.WIRE.read(Fields.of(fields)).boundary())
        .isEqualTo(SearchOffset.Boundary.LOWER);
    fields.put("boundaryType", "sideways");
    assertThat(SearchOffset.WIRE.read(Fields.of(fields)).boundary())
        .isEqualTo(SearchOffset.Boundary.LOWER);
    fields.put("boundaryType", "upper");
    assertThat(SearchOffset.WIRE.read(Fields.of(fields)).boundary())
        .isEqualTo(SearchOffset.Boundary.UPPER);
  }

  @Test
  void the_two_names_of_a_send_are_those_of_the_table() throws Exception {
    assertThat(names(SendMessage.V2, (SendMessage) sample(SendMessage.class, true)))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");
    assertThat(names(SendMessage.V1, (SendMessage) sample(SendMessage.class, true)))
        .containsExactly(
            "producerGroup",
            "topic",
            "defaultTopic",
            "defaultTopicQueueNums",
            "queueId",
            "sysFlag",
            "bornTimestamp",
            "flag",
            "properties",
            "reconsumeTimes",
            "unitMode",
            "maxReconsumeTimes",
            "batch",
            "bname");
  }

  private static void assertSurvives(Declared declared, Object sample) {
    for (HeaderForm form : HeaderForm.values()) {
      Frame frame = Frame.request(1).withFields(Fields.of(declared.header(), sample));
      assertThat(roundTrip(frame, form).header(declared.header())).isEqualTo(sample);
      assertThat(roundTrip(frame, form).retain().header(declared.header())).isEqualTo(sample);
    }
    assertThat(declared.header().read(Fields.of(declared.header(), sample))).isEqualTo(sample);
  }

  private static Frame roundTrip(Frame frame, HeaderForm form) {
    Output out = new Output(0);
    new FrameEncoder(form).encode(frame, 1, out);
    return new FrameDecoder().decode(out.array(), 4, out.size() - 4);
  }

  /** Makes a record with a value of its own in each component. */
  private static Object sample(Class<?> type, boolean full) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = full || !optional(components[i]) ? value(components[i], i) : null;
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getConstructor(types).newInstance(values);
  }

  private static boolean optional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static Object value(RecordComponent component, int i) {
    Class<?> type = component.getType();
    if (type == int.class || type == Integer.class) {
      return -i - 1;
    }
    if (type == long.class || type == Long.class) {
      return Long.MAX_VALUE - i;
    }
    if (type == boolean.class || type == Boolean.class) {
      return true;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[1];
    }
    return component.getName() + " \u0001\"中\" " + i;
  }
}
