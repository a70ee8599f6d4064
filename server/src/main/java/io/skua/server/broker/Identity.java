package io.skua.server.broker;

/**
 * Who this broker is.
 *
 * @param cluster name of the cluster
 * @param broker name of the broker
 */
public record Identity(String cluster, String broker) {
  /** The id of a master; this broker is never anything else (protocol 3.2). */
  public static final long MASTER = 0;

  /** The region that is told to clients and put into messages (protocol 7.11). */
  public static final String REGION = "DefaultRegion";
}
