package io.skua.client.internal.instance;

import io.skua.client.internal.rpc.RpcHooks;
import io.skua.common.message.Message;
import io.skua.net.Net;
import io.skua.net.nio.NioNet;
import io.skua.net.tls.TlsClient;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client instances of a process, shared by those who ask for the same client id at the same
 * name servers in the same way: with the same hook, plain or with TLS. An ordinary object: there is
 * one that everybody uses unless told otherwise, and tests make their own. Thread-safe.
 *
 * <p>The identity has the name servers in it, so that two clusters in one process never share
 * connections and routes, even when somebody gave both clients one instance name. It has the hook
 * in it, so that nobody's requests are signed with somebody else's credentials, and TLS, so that
 * nobody sends over a connection that is less safe than asked for; servers know each instance by a
 * client id of its own.
 */
public final class ClientRegistry {
  private static final Logger log = LoggerFactory.getLogger(ClientRegistry.class);
  private static final Duration LOOK_AFTER = Duration.ofSeconds(3);
  private static final ClientRegistry SHARED =
      new ClientRegistry(
          SystemPlatform.INSTANCE,
          new Function<>() {
            @Override
            public Net apply(ClientSettings settings) {
              return new NioNet(netName(settings), SystemPlatform.INSTANCE, settings.tls(), null);
            }
          });

  // Compared by hand: to link what a record derives costs the JVM much of a client's start.
  private record Identity(
      String clientId,
      @Nullable String nameServers,
      Map<String, String> fields,
      @Nullable Object hook,
      @Nullable TlsClient tls) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Identity identity
          && clientId.equals(identity.clientId)
          && sameServers(identity)
          && fields.equals(identity.fields)
          && Objects.equals(hook, identity.hook)
          && Objects.equals(tls, identity.tls);
    }

    @Override
    public int hashCode() {
      return 31 * clientId.hashCode() + Objects.hashCode(nameServers);
    }

    boolean sameServers(Identity other) {
      return Objects.equals(nameServers, other.nameServers);
    }
  }

  private static final class Slot {
    final ClientInstance instance;
    int holders;

    Slot(ClientInstance instance) {
      this.instance = instance;
    }
  }

  private final Platform platform;
  private final Function<ClientSettings, Net> nets;
  // Not a monitor, which before JDK 24 would pin virtual threads that wait for an instance.
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Identity, Slot> slots = new HashMap<>(); // guarded by the lock
  private boolean looked; // for second copies of our classes; guarded by the lock

  /**
   * Makes an empty registry.
   *
   * @param nets opens the network of an instance
   */
  public ClientRegistry(Platform platform, Function<ClientSettings, Net> nets) {
    this.platform = platform;
    this.nets = nets;
  }

  /** Returns the registry of the process. */
  public static ClientRegistry shared() {
    return SHARED;
  }

  /** Returns the platform that instances run on. */
  public Platform platform() {
    return platform;
  }

  /** Returns how many instances there are. */
  public int size() {
    lock.lock();
    try {
      return slots.size();
    } finally {
      lock.unlock();
    }
  }

  /** A counted right to an instance. */
  public final class Lease {
    private final Identity identity;
    private final Slot slot;
    private boolean released;

    private Lease(Identity identity, Slot slot) {
      this.identity = identity;
      this.slot = slot;
    }

    /** Returns the instance. */
    public ClientInstance instance() {
      return slot.instance;
    }

    /** Gives the right back; the last one to do so closes the instance. */
    public void release() {
      if (lastOut(this)) {
        slot.instance.close();
      }
    }
  }

  /**
   * Returns a right to the instance of the settings' identity, made with these settings if there is
   * none. Making it does not touch the network; a failure leaves no entry.
   */
  public Lease lease(ClientSettings settings) {
    Identity identity =
        new Identity(
            settings.clientId(),
            settings.nameServers(),
            settings.fields(),
            settings.hook() == null ? null : RpcHooks.identity(settings.hook()),
            settings.tls());
    lock.lock();
    try {
      Slot slot = slots.get(identity);
      if (slot == null) {
        slot = new Slot(open(distinct(identity, settings)));
        slots.put(identity, slot);
        lookForSecondCopies(slot.instance);
      }
      slot.holders++;
      return new Lease(identity, slot);
    } finally {
      lock.unlock();
    }
  }

  // Once in a process. At once only when classes that belong together come from two places, which
  // is quickly seen, by one that is loaded anyway; otherwise when the client has long started.
  private void lookForSecondCopies(ClientInstance instance) {
    if (this != SHARED || looked) {
      return;
    }
    looked = true;
    if (Message.class.getProtectionDomain() == ClientRegistry.class.getProtectionDomain()) {
      instance.loop().after(LOOK_AFTER, new Look(instance));
    } else {
      new SecondCopies().run();
    }
  }

  private static final class Look implements Runnable {
    private final ClientInstance instance;

    Look(ClientInstance instance) {
      this.instance = instance;
    }

    @Override
    public void run() {
      instance.callbacks().execute(new SecondCopies());
    }
  }

  /** Servers tell the instances of a process apart by nothing but their client ids. */
  private ClientSettings distinct(Identity identity, ClientSettings settings) {
    String clientId = settings.clientId();
    for (int number = 2; taken(clientId, identity); number++) {
      clientId = settings.clientId() + "#" + number;
    }
    if (clientId.equals(settings.clientId())) {
      return settings;
    }
    log.info(
        "there is a client {} already, with another RPC hook, namespace or TLS; this one is {}",
        settings.clientId(),
        clientId);
    return settings.withClientId(clientId);
  }

  private boolean taken(String clientId, Identity identity) {
    for (Map.Entry<Identity, Slot> other : slots.entrySet()) {
      if (other.getKey().sameServers(identity)
          && other.getValue().instance.clientId().equals(clientId)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the name of the network, and of its thread, for an instance. */
  public static String netName(ClientSettings settings) {
    return "skua-client-" + settings.clientId();
  }

  private ClientInstance open(ClientSettings settings) {
    Net net = nets.apply(settings);
    try {
      return new ClientInstance(settings, platform, net);
    } catch (RuntimeException e) {
      net.close();
      throw e;
    }
  }

  // Under the same lock as lease(): nobody can get an instance that its last holder is about to
  // close.
  private boolean lastOut(Lease lease) {
    lock.lock();
    try {
      if (lease.released) {
        return false;
      }
      lease.released = true;
      lease.slot.holders--;
      return lease.slot.holders == 0 && slots.remove(lease.identity, lease.slot);
    } finally {
      lock.unlock();
    }
  }
}
