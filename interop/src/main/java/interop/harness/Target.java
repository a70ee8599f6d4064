package interop.harness;

/**
 * Where a scenario sends.
 *
 * @param nameServers address list of the name servers, {@code host:port;host:port}
 * @param topic topic that no broker knows yet, unless the scenario names its own
 * @param operator for scenarios that need a topic, or a broker, of a particular kind
 */
public record Target(String nameServers, String topic, Operator operator) {}
