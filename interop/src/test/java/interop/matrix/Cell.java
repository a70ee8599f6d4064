package interop.matrix;

import java.util.ArrayList;
import java.util.List;

/**
 * One combination of client, name server and broker.
 *
 * @param client who made the client
 * @param servers who made what it talks to
 */
record Cell(Client client, Servers servers) {

  /** Who made the name server and who the broker. All clients share one such pair. */
  record Servers(Kind nameServer, Kind broker) {}

  /** All twelve: three clients at four pairs of servers. */
  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (Kind nameServer : Kind.values()) {
      for (Kind broker : Kind.values()) {
        for (Client client : Client.values()) {
          cells.add(new Cell(client, new Servers(nameServer, broker)));
        }
      }
    }
    return List.copyOf(cells);
  }

  @Override
  public String toString() {
    return "%s client, %s name server, %s broker"
        .formatted(client, servers.nameServer(), servers.broker());
  }
}
