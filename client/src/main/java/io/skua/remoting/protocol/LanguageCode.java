package io.skua.remoting.protocol;

import org.jspecify.annotations.Nullable;

/** Language of the program at the other end (protocol 1.6). JSON headers carry the name. */
public enum LanguageCode {
  /** Java. */
  JAVA((byte) 0),
  /** C++. */
  CPP((byte) 1),
  /** .NET. */
  DOTNET((byte) 2),
  /** Python. */
  PYTHON((byte) 3),
  /** Delphi. */
  DELPHI((byte) 4),
  /** Erlang. */
  ERLANG((byte) 5),
  /** Ruby. */
  RUBY((byte) 6),
  /** Any other. */
  OTHER((byte) 7),
  /** Not a language: a client that came over HTTP. */
  HTTP((byte) 8),
  /** Go. */
  GO((byte) 9),
  /** PHP. */
  PHP((byte) 10),
  /** Not a language: a client of the OpenMessaging interface. */
  OMS((byte) 11),
  /** Rust. */
  RUST((byte) 12),
  /** JavaScript on Node.js. */
  NODE_JS((byte) 13);

  private final byte code;

  LanguageCode(byte code) {
    this.code = code;
  }

  /** Returns the language with this code, or null if there is none. */
  public static @Nullable LanguageCode valueOf(byte code) {
    for (LanguageCode language : values()) {
      if (language.code == code) {
        return language;
      }
    }
    return null;
  }

  /** Returns the number that binary headers carry. */
  public byte getCode() {
    return code;
  }

  /** Returns the language with exactly this name, or null if there is none. */
  public static @Nullable LanguageCode getCode(@Nullable String language) {
    for (LanguageCode known : values()) {
      if (known.name().equals(language)) {
        return known;
      }
    }
    return null;
  }
}
