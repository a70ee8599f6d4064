package io.skua.wire.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skua.wire.GoldenVectors;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  @Test
  void versions_have_the_numbers_of_the_reference() {
    assertThat(GoldenVectors.ofKind("table")).hasSize(1);
    Pattern release = Pattern.compile("(?:CURRENT\\()?V?([45])[_.](\\d)[_.](\\d)\\)?(_SNAPSHOT)?");
    for (var stated : GoldenVectors.get("version-ordinals").decoded().entrySet()) {
      int number = Integer.parseInt(stated.getValue());
      Matcher parts = release.matcher(stated.getKey());
      if (parts.matches()) {
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        int patch = Integer.parseInt(parts.group(3));
        int before = parts.group(4) == null ? 0 : 1; // A snapshot stands before its release.
        assertThat(Version.of(major, minor, patch) - before).as(stated.getKey()).isEqualTo(number);
        String name = major + "." + minor + "." + patch + (before == 0 ? "" : "-SNAPSHOT");
        assertThat(Version.name(number)).isEqualTo(name);
      } else if (stated.getKey().equals("HIGHER_VERSION")) {
        assertThat(number).isEqualTo(Version.of(5, 9, 9) + 1);
        assertThat(Version.name(number)).isNull();
      } else {
        // Releases that we never name; their numbers are only compared.
        assertThat(stated.getKey()).startsWith("V3_");
        assertThat(number).isLessThan(Version.of(4, 0, 0));
        assertThat(Version.name(number)).isNull();
      }
    }
    assertThat(Version.CURRENT).isEqualTo(479);
    assertThat(Version.STRICT_ROUTES).isEqualTo(401);
  }

  @Test
  void a_release_outside_the_list_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(3, 4, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(5, 10, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(5, 0, -1));
  }

  @Test
  void languages_are_found_by_code_and_by_name() {
    for (Language language : Language.values()) {
      assertThat(Language.of(language.code())).isEqualTo(language);
      assertThat(Language.of(language.name())).isEqualTo(language);
    }
    assertThat(Language.of(-1)).isEqualTo(Language.OTHER);
    assertThat(Language.of(14)).isEqualTo(Language.OTHER);
  }

  @ParameterizedTest
  @ValueSource(classes = {RequestCode.class, ResponseCode.class})
  void no_two_names_share_a_code(Class<?> codes) throws IllegalAccessException {
    Map<Integer, String> names = new HashMap<>();
    for (Field field : codes.getFields()) {
      assertThat(names.put(field.getInt(null), field.getName())).as(field.getName()).isNull();
    }
    assertThat(names).hasSizeGreaterThan(40);
  }

  @Test
  void every_response_code_has_its_own_name() throws IllegalAccessException {
    for (Field field : ResponseCode.class.getFields()) {
      int code = field.getInt(null);
      assertThat(ResponseCode.name(code)).isEqualTo(field.getName() + " (" + code + ")");
    }
    assertThat(ResponseCode.name(4711)).isEqualTo("4711");
  }
}
