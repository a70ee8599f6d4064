package interop.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.process.FreePorts;
import io.skua.net.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The proxy does to connections what it says. */
@Tag("chaos")
@DisabledOnOs(value = OS.MAC, disabledReason = "127.0.0.2 is this machine only if told so")
class ProxyFaultsIT {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 200;
  private final ChaosProxy proxy = new ChaosProxy("127.0.0.2");
  private ServerSocket server;
  private Address door;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(FreePorts.one(), 50, InetAddress.getByName("127.0.0.1"));
    door = proxy.open(new Address("127.0.0.1", server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  private Socket dial() throws IOException {
    Socket near = new Socket(door.host(), door.port());
    near.setSoTimeout(PATIENCE_MILLIS);
    return near;
  }

  private Socket accept() throws IOException {
    server.setSoTimeout(PATIENCE_MILLIS);
    Socket far = server.accept();
    far.setSoTimeout(PATIENCE_MILLIS);
    return far;
  }

  private void tell(Runnable what) {
    proxy.onThread(
        () -> {
          what.run();
          return what;
        });
  }

  @Test
  void bytes_and_ends_pass_both_ways() throws IOException {
    try (Socket near = dial();
        Socket far = accept()) {
      near.getOutputStream().write(7);
      assertThat(far.getInputStream().read()).isEqualTo(7);
      far.getOutputStream().write(8);
      far.shutdownOutput();
      assertThat(near.getInputStream().read()).isEqualTo(8);
      assertThat(near.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_reset_is_one_for_both_peers() throws IOException {
    try (Socket near = dial();
        Socket far = accept()) {
      tell(() -> proxy.reset(door));
      assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void a_silent_door_swallows_and_connections_after_it_are_sound() throws IOException {
    tell(() -> proxy.silence(door));
    try (Socket dumb = dial()) {
      dumb.getOutputStream().write(7);
      dumb.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> dumb.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    tell(() -> proxy.restore(door));
    bytes_and_ends_pass_both_ways();
  }

  @Test
  void bytes_are_late_lost_or_changed_as_the_weather_says() throws IOException {
    tell(
        () ->
            proxy.weather(
                (target, towards) ->
                    part -> {
                      if (!towards) {
                        return null;
                      }
                      if (part.length > 0) {
                        part[0]++;
                      }
                      return Duration.ofMillis(SILENCE_MILLIS);
                    }));
    try (Socket near = dial();
        Socket far = accept()) {
      long start = System.nanoTime();
      near.getOutputStream().write(7);
      assertThat(far.getInputStream().read()).isEqualTo(8);
      assertThat(System.nanoTime() - start)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS));
      far.getOutputStream().write(9);
      near.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> near.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_server_that_is_not_there_is_a_reset() throws IOException {
    server.close();
    try (Socket near = dial()) {
      assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }
}
