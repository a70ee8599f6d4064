package io.skua.wire.code;

import org.jspecify.annotations.Nullable;

/** The language of a peer (protocol 1.6). */
public enum Language {
  JAVA(0),
  CPP(1),
  DOTNET(2),
  PYTHON(3),
  DELPHI(4),
  ERLANG(5),
  RUBY(6),
  OTHER(7),
  HTTP(8),
  GO(9),
  PHP(10),
  OMS(11),
  RUST(12),
  NODE_JS(13);

  private static final Language[] ALL = values();

  private final int code;

  Language(int code) {
    this.code = code;
  }

  /** Returns the byte code of the binary header. */
  public int code() {
    return code;
  }

  /** Returns the language of a byte code; {@link #OTHER} for one that is not known. */
  public static Language of(int code) {
    return code >= 0 && code < ALL.length ? ALL[code] : OTHER;
  }

  /**
   * Returns the language of a name or, as the reference reader accepts it, of a number; else {@link
   * #OTHER}.
   */
  public static Language of(@Nullable String name) {
    for (Language language : ALL) {
      if (language.name().equals(name)) {
        return language;
      }
    }
    return name != null && name.matches("\\d{1,2}") ? of(Integer.parseInt(name)) : OTHER;
  }
}
