package io.skua.client.internal.instance;

import io.skua.client.metrics.ClientListener;
import io.skua.net.Address;
import io.skua.net.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear of an instance's connections. On the loop. */
final class ConnectionListeners implements BiConsumer<Link, @Nullable IOException> {
  private static final Logger log = LoggerFactory.getLogger(ConnectionListeners.class);

  private final List<ClientListener> listeners = new ArrayList<>();

  /** Takes a listener in, unless it is there, and tells it of what is open. */
  void add(ClientListener listener, Set<Address> open) {
    for (ClientListener known : listeners) {
      if (known == listener) {
        return;
      }
    }
    listeners.add(listener);
    for (Address address : open) {
      tell(listener, one -> one.connectionOpened(address.toString()));
    }
  }

  void opened(Address address) {
    for (ClientListener listener : listeners) {
      tell(listener, one -> one.connectionOpened(address.toString()));
    }
  }

  /** A connection that was open has closed. */
  @Override
  public void accept(Link link, @Nullable IOException cause) {
    for (ClientListener listener : listeners) {
      tell(listener, one -> one.connectionClosed(link.address().toString(), cause));
    }
  }

  private static void tell(ClientListener listener, Consumer<ClientListener> what) {
    try {
      what.accept(listener);
    } catch (RuntimeException e) {
      log.warn("a client listener failed: {}", listener, e);
    }
  }
}
