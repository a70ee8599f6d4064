package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LazyPropertiesTest {
  private static final String TEXT = "KEYS\u0001k\u0002color\u0001red\u0002";
  private static final Map<String, String> ALL = Map.of("KEYS", "k", "color", "red");

  @Test
  void is_the_map_of_its_text() {
    assertThat(new LazyProperties(TEXT))
        .isEqualTo(ALL)
        .hasSize(2)
        .hasToString("{KEYS=k, color=red}");
    assertThat(new LazyProperties(TEXT).get("color")).isEqualTo("red");
    assertThat(new LazyProperties(TEXT).containsKey("colour")).isFalse();
    assertThat(new LazyProperties("")).isEmpty();
    assertThat(new LazyProperties(TEXT)).hasSameHashCodeAs(new HashMap<>(ALL));
  }

  @Test
  void what_is_added_before_anybody_asks_counts_more_than_the_text() {
    LazyProperties properties = new LazyProperties(TEXT);
    for (int i = 0; i < 9; i++) {
      properties.add("added" + i, "once");
      properties.add("added" + i, Integer.toString(i));
    }
    properties.add("color", "blue");

    assertThat(properties).hasSize(11).containsEntry("color", "blue").containsEntry("added8", "8");
    properties.add("color", "green");
    assertThat(properties.get("color")).isEqualTo("green");
  }

  @Test
  void can_be_changed_as_any_map() {
    LazyProperties properties = new LazyProperties(TEXT);

    assertThat(properties.put("color", "blue")).isEqualTo("red");
    assertThat(properties.remove("KEYS")).isEqualTo("k");
    properties.entrySet().iterator().next().setValue("green");

    assertThat(properties).isEqualTo(Map.of("color", "green"));
    properties.clear();
    assertThat(properties).isEmpty();
  }

  @Test
  void a_message_puts_and_clears_them() {
    Message message = new Message();
    MessageAccessor.setProperties(message, TEXT);
    message.putUserProperty("size", "4");
    MessageAccessor.clearProperty(message, "KEYS");

    assertThat(message.getProperties()).isEqualTo(Map.of("color", "red", "size", "4"));
  }

  @Test
  void is_serialized_as_a_plain_map() throws IOException, ClassNotFoundException {
    LazyProperties properties = new LazyProperties(TEXT);
    properties.add("size", "4");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(properties);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .isExactlyInstanceOf(LinkedHashMap.class)
          .isEqualTo(Map.of("KEYS", "k", "color", "red", "size", "4"));
    }
  }
}
