package io.skua.client.metrics;

import io.skua.common.message.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners as one. */
final class Listeners implements ClientListener {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<ClientListener> all;

  Listeners(List<ClientListener> all) {
    this.all = all;
  }

  @Override
  public Object sendBegins(Message message, SendManner manner) {
    @Nullable Object[] begun = new @Nullable Object[all.size()];
    for (int i = 0; i < begun.length; i++) {
      int one = i;
      tell(all.get(i), listener -> begun[one] = listener.sendBegins(message, manner));
    }
    return begun;
  }

  @Override
  public void sendEnded(SendReport report, @Nullable Object begun) {
    for (int i = 0; i < all.size(); i++) {
      Object own = begun instanceof @Nullable Object[] each ? each[i] : null;
      tell(all.get(i), listener -> listener.sendEnded(report, own));
    }
  }

  @Override
  public void connectionOpened(String address) {
    for (ClientListener one : all) {
      tell(one, listener -> listener.connectionOpened(address));
    }
  }

  @Override
  public void connectionClosed(String address, @Nullable Throwable cause) {
    for (ClientListener one : all) {
      tell(one, listener -> listener.connectionClosed(address, cause));
    }
  }

  @Override
  public void subscriptionsDiffer(String group) {
    for (ClientListener one : all) {
      tell(one, listener -> listener.subscriptionsDiffer(group));
    }
  }

  @Override
  public void consumed(ConsumeReport report) {
    for (ClientListener one : all) {
      tell(one, listener -> listener.consumed(report));
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
