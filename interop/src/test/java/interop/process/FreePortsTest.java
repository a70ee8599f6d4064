package interop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void ports_are_below_those_that_the_system_gives_away() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      assertThat(FreePorts.one()).isLessThan(any.getLocalPort());
    }
  }

  @Test
  void no_port_is_given_out_twice_and_each_has_room_for_the_listeners_of_a_broker()
      throws IOException {
    List<Integer> listeners = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int port = FreePorts.one();
      listeners.addAll(List.of(port - 2, port, port + 1));
    }
    assertThat(listeners).doesNotHaveDuplicates();
    for (int port : listeners) {
      try (ServerSocket socket = new ServerSocket(port)) {
        assertThat(socket.isBound()).isTrue();
      }
    }
  }

  @Test
  void a_guard_keeps_other_processes_away() throws IOException {
    int guard = FreePorts.one() - 1;
    assertThatThrownBy(() -> new ServerSocket(guard, 1, InetAddress.getLoopbackAddress()))
        .isInstanceOf(BindException.class);
  }
}
