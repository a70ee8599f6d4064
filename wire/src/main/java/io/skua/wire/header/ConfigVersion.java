package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Says the version of the configuration that the body holds, as JSON: the answer to {@link
 * RequestCode#GET_BROKER_CONFIG} (protocol b 12.4).
 */
public record ConfigVersion(String version) {
  /** How it travels. */
  public static final Header<ConfigVersion> WIRE =
      new Header<>() {
        @Override
        public void write(ConfigVersion header, FieldSink out) {
          out.text("version", header.version());
        }

        @Override
        public ConfigVersion read(Fields in) {
          return new ConfigVersion(in.name("version"));
        }
      };
}
