package io.skua.cli;

import io.skua.net.Address;
import java.util.List;
import picocli.CommandLine.Option;

/** Which name servers a client asks. */
final class NameServerOption {
  @Option(
      names = "--namesrv",
      paramLabel = "A[;B...]",
      hideParamSyntax = true,
      split = "[;,]",
      converter = AddressConverter.class,
      defaultValue = "${env:NAMESRV_ADDR:-127.0.0.1:9876}",
      description = "Name servers, host:port each. Default: $NAMESRV_ADDR, else 127.0.0.1:9876.")
  private List<Address> addresses = List.of();

  /** Returns the name servers, at least one. */
  List<Address> addresses() {
    return addresses;
  }

  /** Returns them as clients take them. */
  String joined() {
    return AddressConverter.join(addresses);
  }
}
