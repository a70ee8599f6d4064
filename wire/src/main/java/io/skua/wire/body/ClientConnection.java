package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/**
 * A client of a group (protocol b 12.3).
 *
 * @param clientAddr its address as the broker sees it, host:port
 * @param language name of the client's language, such as {@code JAVA}
 * @param version ordinal of its version
 */
public record ClientConnection(String clientAddr, String clientId, String language, int version) {
  static ClientConnection read(JsonReader in) {
    String clientAddr = "";
    String clientId = "";
    String language = "";
    int version = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "clientAddr" -> clientAddr = in.textOrEmpty();
        case "clientId" -> clientId = in.textOrEmpty();
        case "language" -> language = in.textOrEmpty();
        case "version" -> version = in.int32();
        default -> in.skip();
      }
    }
    return new ClientConnection(clientAddr, clientId, language, version);
  }

  void write(JsonWriter out) {
    out.object()
        .member("clientAddr", clientAddr)
        .member("clientId", clientId)
        .member("language", language)
        .member("version", version)
        .endObject();
  }
}
