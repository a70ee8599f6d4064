package io.skua.remoting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageCodeTest {
  @Test
  void counts_from_java_as_zero_in_the_known_order() {
    assertThat(LanguageCode.values())
        .extracting(LanguageCode::name)
        .containsExactly(
            "JAVA", "CPP", "DOTNET", "PYTHON", "DELPHI", "ERLANG", "RUBY", "OTHER", "HTTP", "GO",
            "PHP", "OMS", "RUST", "NODE_JS");
    assertThat(LanguageCode.values())
        .extracting(language -> (int) language.getCode())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
  }

  @Test
  void finds_a_language_by_code_or_exact_name() {
    assertThat(LanguageCode.valueOf((byte) 12)).isEqualTo(LanguageCode.RUST);
    assertThat(LanguageCode.valueOf((byte) 99)).isNull();
    assertThat(LanguageCode.getCode("GO")).isEqualTo(LanguageCode.GO);
    assertThat(LanguageCode.getCode("go")).isNull();
    assertThat(LanguageCode.getCode(null)).isNull();
  }
}
