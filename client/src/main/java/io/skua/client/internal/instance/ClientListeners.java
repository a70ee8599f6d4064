package io.skua.client.internal.instance;

import io.skua.client.metrics.ClientListener;
import io.skua.net.Address;
import io.skua.net.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Those who hear of an instance's connections and groups. On the loop. */
final class ClientListeners implements BiConsumer<Link, @Nullable IOException> {
  private final List<ClientListener> listeners = new ArrayList<>();
  private ClientListener everybody = ClientListener.all();

  /**
   * Takes a listener in, unless it is there, and tells it of what is known already.
   *
   * @param divided the groups whose members subscribe differently
   */
  void add(ClientListener listener, Set<Address> open, Set<String> divided) {
    for (ClientListener known : listeners) {
      if (known == listener) {
        return;
      }
    }
    listeners.add(listener);
    everybody = ClientListener.all(listeners.toArray(new ClientListener[0]));
    ClientListener alone = ClientListener.all(listener);
    for (Address address : open) {
      alone.connectionOpened(address.toString());
    }
    for (String group : divided) {
      alone.subscriptionsDiffer(group);
    }
  }

  void divided(String group) {
    everybody.subscriptionsDiffer(group);
  }

  void opened(Address address) {
    everybody.connectionOpened(address.toString());
  }

  /** A connection that was open has closed. */
  @Override
  public void accept(Link link, @Nullable IOException cause) {
    everybody.connectionClosed(link.address().toString(), cause);
  }
}
