package io.skua.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressTest {
  @ParameterizedTest
  @CsvSource({
    // The first that is not internal wins.
    "10.0.0.1 192.0.2.1 192.0.2.2, 192.0.2.1",
    "2001:db8::1 192.0.2.1, 192.0.2.1",
    // Only internal ones: the last wins.
    "10.0.0.1 192.168.1.1 172.16.0.1, 172.16.0.1",
    "2001:db8::1 10.0.0.1, 10.0.0.1",
    // Just outside of the internal ranges.
    "10.0.0.1 172.15.0.1, 172.15.0.1",
    "10.0.0.1 172.32.0.1, 172.32.0.1",
    "10.0.0.1 192.169.0.1, 192.169.0.1",
    "10.0.0.1 11.0.0.1, 11.0.0.1",
    "10.0.0.1 169.254.1.1, 169.254.1.1",
    // Loopback never counts.
    "127.0.0.1 10.0.0.1 127.0.0.2, 10.0.0.1",
    "::1 127.0.0.1 fe80::1, [fe80:0:0:0:0:0:0:1]",
    // No IPv4: the first that is not internal, else the first.
    "fe80::1 fec0::1 2001:db8::1 2001:db8::2, [2001:db8:0:0:0:0:0:1]",
    "fe80::1 fd00::2, [fd00:0:0:0:0:0:0:2]",
    "fe80::1 fe80::2, [fe80:0:0:0:0:0:0:1]",
  })
  void prefers_what_others_can_reach(String addresses, String chosen) throws Exception {
    InetAddress best = Objects.requireNonNull(LocalAddress.best(parsed(addresses)));
    assertThat(LocalAddress.text(best)).isEqualTo(chosen);
  }

  @Test
  void finds_nothing_among_loopback_addresses() throws Exception {
    assertThat(LocalAddress.best(parsed("127.0.0.1 ::1"))).isNull();
    assertThat(LocalAddress.best(List.of())).isNull();
  }

  @Test
  void chooses_something_on_every_machine() {
    assertThat(LocalAddress.choose()).isNotBlank().isEqualTo(LocalAddress.choose());
  }

  private static List<InetAddress> parsed(String addresses) throws UnknownHostException {
    List<InetAddress> parsed = new ArrayList<>();
    for (String address : addresses.split(" ", -1)) {
      parsed.add(InetAddress.getByName(address));
    }
    return parsed;
  }
}
