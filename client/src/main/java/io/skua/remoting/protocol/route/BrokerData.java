package io.skua.remoting.protocol.route;

import java.util.HashMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the members of one broker name listen. Ordered by name. Not thread-safe. */
@SuppressWarnings("NonApiType") // The official signatures.
public class BrokerData implements Comparable<BrokerData> {
  private String cluster = "";
  private String brokerName = "";
  private HashMap<Long, String> brokerAddrs = new HashMap<>();
  private boolean enableActingMaster;
  private @Nullable String zoneName;

  /** Creates one without names and addresses. */
  public BrokerData() {}

  /** Creates a copy, with addresses of its own. */
  public BrokerData(BrokerData brokerData) {
    this(
        brokerData.cluster,
        brokerData.brokerName,
        new HashMap<>(brokerData.brokerAddrs),
        brokerData.enableActingMaster,
        brokerData.zoneName);
  }

  /**
   * Creates one.
   *
   * @param brokerAddrs as {@link #setBrokerAddrs} takes them
   */
  public BrokerData(String cluster, String brokerName, HashMap<Long, String> brokerAddrs) {
    this(cluster, brokerName, brokerAddrs, false);
  }

  /** Creates one whose slave may act in the place of a master that is gone. */
  public BrokerData(
      String cluster,
      String brokerName,
      HashMap<Long, String> brokerAddrs,
      boolean enableActingMaster) {
    this(cluster, brokerName, brokerAddrs, enableActingMaster, null);
  }

  /** Creates one in a zone. */
  public BrokerData(
      String cluster,
      String brokerName,
      HashMap<Long, String> brokerAddrs,
      boolean enableActingMaster,
      @Nullable String zoneName) {
    this.cluster = cluster;
    this.brokerName = brokerName;
    this.brokerAddrs = brokerAddrs;
    this.enableActingMaster = enableActingMaster;
    this.zoneName = zoneName;
  }

  /** Returns the address of the master, or of the slave with the lowest id; null without any. */
  public @Nullable String selectBrokerAddr() {
    return brokerAddrs.isEmpty() ? null : new TreeMap<>(brokerAddrs).firstEntry().getValue();
  }

  /** Returns the addresses by broker id: the object itself. Id 0 is the master. */
  public HashMap<Long, String> getBrokerAddrs() {
    return brokerAddrs;
  }

  /** Sets the addresses, as {@code host:port} by broker id; id 0 is the master. */
  public void setBrokerAddrs(HashMap<Long, String> brokerAddrs) {
    this.brokerAddrs = brokerAddrs;
  }

  /** Returns the cluster. */
  public String getCluster() {
    return cluster;
  }

  /** Sets the cluster. */
  public void setCluster(String cluster) {
    this.cluster = cluster;
  }

  /** Returns the name that master and slaves share. */
  public String getBrokerName() {
    return brokerName;
  }

  /** Sets the name that master and slaves share. */
  public void setBrokerName(String brokerName) {
    this.brokerName = brokerName;
  }

  /** Says whether a slave may act in the place of a master that is gone. */
  public boolean isEnableActingMaster() {
    return enableActingMaster;
  }

  /** Sets whether a slave may act in the place of a master that is gone. */
  public void setEnableActingMaster(boolean enableActingMaster) {
    this.enableActingMaster = enableActingMaster;
  }

  /** Returns the zone, or null. */
  public @Nullable String getZoneName() {
    return zoneName;
  }

  /** Sets the zone; null for none. */
  public void setZoneName(@Nullable String zoneName) {
    this.zoneName = zoneName;
  }

  @Override
  public int compareTo(BrokerData o) {
    return brokerName.compareTo(o.brokerName);
  }

  /** Says whether the other has the same name and addresses. */
  @Override
  public boolean equals(@Nullable Object obj) {
    return obj instanceof BrokerData other
        && brokerName.equals(other.brokerName)
        && brokerAddrs.equals(other.brokerAddrs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(brokerName, brokerAddrs);
  }

  @Override
  public String toString() {
    return "BrokerData [brokerName="
        + brokerName
        + ", brokerAddrs="
        + brokerAddrs
        + ", enableActingMaster="
        + enableActingMaster
        + "]";
  }
}
