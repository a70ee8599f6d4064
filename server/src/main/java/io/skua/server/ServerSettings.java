package io.skua.server;

import io.skua.net.Address;
import io.skua.server.access.AccessSettings;
import io.skua.server.transaction.TransactionSettings;
import io.skua.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up.
 *
 * @param bind where it listens; port 0 takes a free one
 * @param advertise the address that everybody is told; null: each client is told the one that it
 *     has reached
 * @param storage what the messages are kept in
 * @param directory the data directory for {@link Storage#DIRECTORY}, else null
 * @param roles what the server is
 * @param cluster name of the cluster
 * @param broker name of the broker
 * @param nameServers other name servers that the broker registers with
 * @param autoCreateTopics whether a topic is made when a client first sends to it
 * @param storeReplies whether replies to requests are stored as well as passed on
 * @param propertyFilter whether consumers may choose messages by their properties, with SQL92
 * @param store how messages are stored
 * @param transactions when producers are asked how their transactions ended
 * @param access who is let in
 * @param tls how TLS is used; null: connections are plain
 * @param metrics where metrics are served to Prometheus, port 0 at a free one; null: nowhere
 */
public record ServerSettings(
    Address bind,
    @Nullable Address advertise,
    Storage storage,
    @Nullable Path directory,
    Roles roles,
    String cluster,
    String broker,
    List<Address> nameServers,
    boolean autoCreateTopics,
    boolean storeReplies,
    boolean propertyFilter,
    StoreSettings store,
    TransactionSettings transactions,
    AccessSettings access,
    @Nullable TlsSettings tls,
    @Nullable Address metrics) {
  /** What a server is. */
  public enum Roles {
    /** Tells where brokers are. */
    NAME_SERVER,
    /** Keeps messages. */
    BROKER,
    /** Both, on one port. */
    BOTH
  }

  /** What messages are kept in. */
  public enum Storage {
    /** A directory that stays. */
    DIRECTORY,
    /** A new directory that is deleted when the server closes. */
    TEMPORARY,
    /** Memory: nothing outlives the server. */
    MEMORY
  }

  /** The port of name servers everywhere. */
  public static final int DEFAULT_PORT = 9876;

  /** Port 9876 on 127.0.0.1, both roles, in a temporary directory. */
  public static final ServerSettings DEFAULT =
      new ServerSettings(
          new Address("127.0.0.1", DEFAULT_PORT),
          null,
          Storage.TEMPORARY,
          null,
          Roles.BOTH,
          "DefaultCluster",
          "broker-a",
          List.of(),
          true,
          true,
          true,
          StoreSettings.defaults(),
          TransactionSettings.DEFAULT,
          AccessSettings.NONE,
          null,
          null);

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException when they do not; the text says what to change
   */
  public ServerSettings {
    nameServers = List.copyOf(nameServers);
    if ((storage == Storage.DIRECTORY) != (directory != null)) {
      throw new IllegalArgumentException(
          "a data directory is needed for storage DIRECTORY and for no other, not "
              + directory
              + " for "
              + storage);
    }
    checkName("cluster", cluster);
    checkName("broker", broker);
    if (roles == Roles.NAME_SERVER && !nameServers.isEmpty()) {
      throw new IllegalArgumentException(
          "a server that is a name server only registers with none; leave out " + nameServers);
    }
    if (roles == Roles.BROKER && nameServers.isEmpty()) {
      throw new IllegalArgumentException(
          "a server that is a broker only needs the address of a name server");
    }
    boolean anywhere = bind.host().equals("0.0.0.0") || bind.host().equals("::");
    if (anywhere && advertise == null && !nameServers.isEmpty()) {
      throw new IllegalArgumentException(
          "a broker that listens on "
              + bind.host()
              + " cannot tell name servers where it is; set the address to advertise");
    }
    if (advertise != null && advertise.port() == 0 && bind.port() != 0) {
      advertise = advertise.withPort(bind.port());
    }
  }

  private static void checkName(String what, String name) {
    if (name.isEmpty() || !name.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "the name of the " + what + " must be of letters, digits, _ and -, not '" + name + "'");
    }
  }

  boolean isBroker() {
    return roles != Roles.NAME_SERVER;
  }

  boolean isNameServer() {
    return roles != Roles.BROKER;
  }
}
