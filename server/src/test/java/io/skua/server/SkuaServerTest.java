package io.skua.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.nio.NioNet;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkuaServerTest {
  @TempDir Path directory;

  private static Frame call(Address address, Frame request) throws Exception {
    try (NioNet net = new NioNet("test", SystemPlatform.INSTANCE)) {
      Duration patience = Duration.ofSeconds(5);
      Links links =
          new Links(net, SystemPlatform.INSTANCE, LinkSettings.DEFAULT, new Dispatcher(), patience);
      return links.call(address, request, patience, Frame::retain).get(5, TimeUnit.SECONDS);
    }
  }

  private static Frame route(Address address) throws Exception {
    return call(
        address,
        Frame.request(RequestCode.GET_ROUTE_BY_TOPIC)
            .withFields(Fields.of(Map.of("topic", "TBW102"))));
  }

  @Test
  void serves_on_a_free_port_and_tells_the_address_that_was_reached() throws Exception {
    try (SkuaServer server =
        SkuaServer.builder().port(0).bindHost("0.0.0.0").dataDirectory(directory).start()) {
      Address reached = new Address("127.0.0.1", server.address().port());
      assertThat(new String(route(reached).bodyBytes(), StandardCharsets.UTF_8))
          .contains("\"0\":\"" + reached + "\"");
      assertThat(server.dataDirectory()).isEqualTo(directory);
    }
    assertThat(directory.resolve("abort")).doesNotExist();
  }

  @Test
  void a_directory_has_one_server() {
    try (SkuaServer first = SkuaServer.builder().port(0).dataDirectory(directory).start()) {
      assertThatThrownBy(() -> SkuaServer.builder().port(0).dataDirectory(directory).start())
          .isInstanceOfSatisfying(
              ServerException.class,
              e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.DIRECTORY_IN_USE))
          .hasMessageContaining("is in use by another process");
      assertThat(first.address().port()).isPositive();
    }
    SkuaServer.builder().port(0).dataDirectory(directory).start().close();
  }

  @Test
  void a_taken_port_is_named_and_the_directory_is_given_back() {
    try (SkuaServer first = SkuaServer.builder().port(0).inMemory().start()) {
      int port = first.address().port();
      assertThatThrownBy(() -> SkuaServer.builder().port(port).dataDirectory(directory).start())
          .isInstanceOfSatisfying(
              ServerException.class,
              e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.PORT_TAKEN))
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("choose another port");
    }
    SkuaServer.builder().port(0).dataDirectory(directory).start().close();
  }

  @Test
  void a_path_that_is_no_directory_is_named() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertThatThrownBy(() -> SkuaServer.builder().port(0).dataDirectory(file).start())
        .isInstanceOfSatisfying(
            ServerException.class,
            e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.DIRECTORY_UNUSABLE))
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_temporary_directory_goes_with_its_server() {
    SkuaServer server = SkuaServer.builder().port(0).start();
    Path temporary = server.dataDirectory();
    assertThat(temporary).isDirectory();
    server.close();
    server.close();
    assertThat(temporary).doesNotExist();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_server_that_never_started_can_be_closed() {
    SkuaServer server = SkuaServer.builder().port(0).build();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void settings_that_do_not_fit_together_are_refused() {
    assertThatThrownBy(() -> SkuaServer.builder().roles(ServerSettings.Roles.BROKER).build())
        .hasMessageContaining("needs the address of a name server");
    assertThatThrownBy(() -> SkuaServer.builder().broker("a b").build())
        .hasMessageContaining("'a b'");
  }
}
