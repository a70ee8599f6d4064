package io.skua.server.names;

import io.skua.net.Address;
import io.skua.net.Exchange;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where clients reach the broker of this process. When no address is advertised, each asker is told
 * the address that it reached itself, which is right behind any forwarding that led it here.
 *
 * @param listening the address that the server listens on
 * @param advertised the address that everybody is told, or null
 */
public record OwnAddress(Address listening, @Nullable Address advertised) {
  /** Returns the text that the broker is registered under in this process. */
  public String registered() {
    return (advertised == null ? listening : advertised).toString();
  }

  /** Returns how the sender of a request is to see addresses. */
  public UnaryOperator<String> shownTo(Exchange exchange) {
    if (advertised != null) {
      return UnaryOperator.identity();
    }
    String own = registered();
    return address -> address.equals(own) ? text(exchange.link().local()) : address;
  }

  private static String text(InetSocketAddress reached) {
    return new Address(reached.getAddress().getHostAddress(), reached.getPort()).toString();
  }
}
