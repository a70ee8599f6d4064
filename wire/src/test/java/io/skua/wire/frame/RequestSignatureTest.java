package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.GoldenVectors.Vector;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Protocol A.39 and A.40, protocol b 13.1. */
class RequestSignatureTest {
  private static final byte[] NO_BODY = {};

  /** Reads a map in the form that {@link GoldenVectors} gives it. */
  private static SortedMap<String, String> fields(Vector vector) {
    SortedMap<String, String> fields = new TreeMap<>();
    String text = vector.text("extFields");
    for (String field : text.substring(1, text.length() - 1).split(", ")) {
      int equals = field.indexOf('=');
      fields.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return fields;
  }

  @Test
  void a_message_is_signed_over_its_values_by_name_and_its_body() {
    Vector vector = GoldenVectors.get("acl-signature");
    byte[] body = GoldenVectors.utf8("-" + vector.text("body") + "-");
    assertThat(
            RequestSignature.of(fields(vector), body, 1, body.length - 2, vector.text("secretKey")))
        .isEqualTo(vector.text("signature"));
  }

  @Test
  void a_request_without_a_body_is_signed_over_its_values() {
    Vector vector = GoldenVectors.get("acl-signature-no-body");
    assertThat(RequestSignature.of(fields(vector), NO_BODY, 0, 0, vector.text("secretKey")))
        .isEqualTo(vector.text("signature"));
  }

  @Test
  void the_vector_of_the_second_part_holds_with_values_that_are_empty() {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("AccessKey", "u1");
    fields.put("topic", "TopicA");
    fields.put("empty", "");
    assertThat(RequestSignature.of(fields, NO_BODY, 0, 0, "secret12"))
        .isEqualTo("iSTNqpawuFc7ebw9T2sXDyH1ZOs=");
  }
}
