package io.skua.client.internal.instance;

import io.skua.net.LinkSettings;
import io.skua.net.tls.TlsClient;
import io.skua.remoting.RPCHook;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client instance is made with: a copy of the settings of whoever came first. Immutable.
 *
 * @param clientId by which servers know the client (protocol 6.2)
 * @param clientIp the address in it; it also goes into message ids
 * @param nameServers host:port of each, separated by semicolons; null when they have to be looked
 *     up
 * @param lookupUrl where they are looked up
 * @param routeInterval between two refreshes of all routes
 * @param heartbeatInterval between two heartbeats
 * @param offsetInterval between two times that consumers' offsets are kept
 * @param rebalanceInterval between two rebalances
 * @param apiTimeout for requests other than sends and pulls
 * @param connectTimeout for one attempt to connect
 * @param heartbeatV2 whether unchanged subscriptions are left out of heartbeats
 * @param heartbeatOnConnect whether a broker gets a heartbeat as soon as a connection to it opens
 * @param callbackThreads how many threads run callbacks at most
 * @param smartMessages whether single messages travel under field names of one letter
 * @param link how connections behave
 * @param fields what is added to the fields of each request
 * @param hook sees each request and answer, or null
 * @param tls how they use TLS; null: they are plain
 */
public record ClientSettings(
    String clientId,
    String clientIp,
    @Nullable String nameServers,
    String lookupUrl,
    Duration routeInterval,
    Duration heartbeatInterval,
    Duration offsetInterval,
    Duration rebalanceInterval,
    Duration apiTimeout,
    Duration connectTimeout,
    boolean heartbeatV2,
    boolean heartbeatOnConnect,
    int callbackThreads,
    boolean smartMessages,
    LinkSettings link,
    Map<String, String> fields,
    @Nullable RPCHook hook,
    @Nullable TlsClient tls) {
  /** Returns the same for another client id. */
  ClientSettings withClientId(String other) {
    return new ClientSettings(
        other,
        clientIp,
        nameServers,
        lookupUrl,
        routeInterval,
        heartbeatInterval,
        offsetInterval,
        rebalanceInterval,
        apiTimeout,
        connectTimeout,
        heartbeatV2,
        heartbeatOnConnect,
        callbackThreads,
        smartMessages,
        link,
        fields,
        hook,
        tls);
  }
}
