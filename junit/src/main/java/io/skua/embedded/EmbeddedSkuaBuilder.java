package io.skua.embedded;

import io.skua.net.Address;
import io.skua.net.Net;
import io.skua.runtime.Platform;
import io.skua.server.ServerBuilder;
import io.skua.server.ServerException;
import io.skua.server.SkuaServer;
import io.skua.server.transaction.TransactionSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sets up an {@link EmbeddedSkua}. Starts any number of them, at the same time too. Setters are not
 * thread-safe.
 */
public final class EmbeddedSkuaBuilder {
  private final ServerBuilder server = SkuaServer.builder().port(0).inMemory();
  private final Map<String, Integer> topics = new LinkedHashMap<>();

  EmbeddedSkuaBuilder() {}

  /** Keeps messages in memory; so it is unless set. */
  public EmbeddedSkuaBuilder inMemory() {
    server.inMemory();
    return this;
  }

  /** Keeps messages in a new directory that is deleted at the end. */
  public EmbeddedSkuaBuilder temporary() {
    server.temporary();
    return this;
  }

  /** Keeps messages in a directory, where the next server finds them. */
  public EmbeddedSkuaBuilder directory(Path directory) {
    server.dataDirectory(directory);
    return this;
  }

  /** Makes a topic with a number of queues when the server starts. */
  public EmbeddedSkuaBuilder topic(String name, int queues) {
    topics.put(name, queues);
    return this;
  }

  /** Sets whether a topic is made when a client first sends to it; so it is unless set. */
  public EmbeddedSkuaBuilder autoCreateTopics(boolean set) {
    server.autoCreateTopics(set);
    return this;
  }

  /** Sets the port; 0, unless set, takes a free one. */
  public EmbeddedSkuaBuilder port(int port) {
    server.port(port);
    return this;
  }

  /** Sets the host to listen on; 127.0.0.1 unless set, 0.0.0.0 means all of this machine. */
  public EmbeddedSkuaBuilder bindHost(String host) {
    server.bindHost(host);
    return this;
  }

  /**
   * Sets the address that clients are told, for those in containers say; unless set, each is told
   * the address that it has reached. This process must reach it as well.
   *
   * @param host a name or an address
   * @param port 0 stands for the port that the server listens on
   */
  public EmbeddedSkuaBuilder advertise(String host, int port) {
    server.advertise(new Address(host, port));
    return this;
  }

  /** Sets when producers are asked how their transactions ended. */
  public EmbeddedSkuaBuilder transactions(TransactionSettings settings) {
    server.transactions(settings);
    return this;
  }

  /**
   * Starts the server.
   *
   * @throws ServerException when that cannot be: the port is taken, the directory in use
   * @throws IllegalStateException when a topic cannot be made
   */
  public EmbeddedSkua start() {
    return new EmbeddedSkua(this, new LinkedHashMap<>(topics));
  }

  /** Makes the server of one of them, not yet started. */
  synchronized SkuaServer build(Platform platform, Supplier<Net> network) {
    return server.platform(platform).network(network).build();
  }
}
