package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.GoldenVectors;
import io.skua.wire.GoldenVectors.Vector;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static List<Vector> signed() {
    return GoldenVectors.ofKind("acl");
  }

  @ParameterizedTest
  @MethodSource("signed")
  void a_request_is_signed_over_its_values_by_name_and_its_body(Vector vector) {
    byte[] body = GoldenVectors.utf8("-" + vector.decoded().getOrDefault("body", "") + "-");
    SortedMap<String, String> fields = fields(vector);
    assertThat(fields)
        .containsEntry(RequestSignature.ACCESS_KEY, vector.text("accessKey"))
        .containsEntry(RequestSignature.SIGNATURE, vector.text("signature"));
    assertThat(fields.get(RequestSignature.SECURITY_TOKEN))
        .isEqualTo(vector.decoded().get("securityToken"));
    assertThat(RequestSignature.of(fields, body, 1, body.length - 2, vector.text("secretKey")))
        .isEqualTo(vector.text("signature"));
    // What is signed, as one piece.
    byte[] content = vector.bytes();
    assertThat(
            RequestSignature.of(
                new TreeMap<>(), content, 0, content.length, vector.text("secretKey")))
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
