package io.skua.remoting.protocol.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On which brokers a topic lives, and with which queues. Not thread-safe. */
@SuppressWarnings("NonApiType") // The official signatures.
public class TopicRouteData {
  private @Nullable String orderTopicConf;
  private List<QueueData> queueDatas = new ArrayList<>();
  private List<BrokerData> brokerDatas = new ArrayList<>();
  private HashMap<String, List<String>> filterServerTable = new HashMap<>();

  /** Creates a route that leads nowhere. */
  public TopicRouteData() {}

  /** Creates a copy, with lists and a table of its own. */
  public TopicRouteData(TopicRouteData topicRouteData) {
    orderTopicConf = topicRouteData.orderTopicConf;
    queueDatas.addAll(topicRouteData.queueDatas);
    brokerDatas.addAll(topicRouteData.brokerDatas);
    filterServerTable.putAll(topicRouteData.filterServerTable);
  }

  /** Returns the queues, by broker: the list itself. */
  public List<QueueData> getQueueDatas() {
    return queueDatas;
  }

  /** Sets the queues, by broker. */
  public void setQueueDatas(List<QueueData> queueDatas) {
    this.queueDatas = queueDatas;
  }

  /** Returns the brokers: the list itself. */
  public List<BrokerData> getBrokerDatas() {
    return brokerDatas;
  }

  /** Sets the brokers. */
  public void setBrokerDatas(List<BrokerData> brokerDatas) {
    this.brokerDatas = brokerDatas;
  }

  /**
   * Returns the addresses of filter servers by broker address, of old clusters: the table itself.
   */
  public HashMap<String, List<String>> getFilterServerTable() {
    return filterServerTable;
  }

  /** Sets the addresses of filter servers by broker address. */
  public void setFilterServerTable(HashMap<String, List<String>> filterServerTable) {
    this.filterServerTable = filterServerTable;
  }

  /** Returns {@code broker:queues} pairs joined by semicolons, for an order topic; else null. */
  public @Nullable String getOrderTopicConf() {
    return orderTopicConf;
  }

  /** Sets {@code broker:queues} pairs joined by semicolons, for an order topic. */
  public void setOrderTopicConf(@Nullable String orderTopicConf) {
    this.orderTopicConf = orderTopicConf;
  }

  @Override
  public boolean equals(@Nullable Object obj) {
    return obj instanceof TopicRouteData other
        && brokerDatas.equals(other.brokerDatas)
        && queueDatas.equals(other.queueDatas)
        && filterServerTable.equals(other.filterServerTable)
        && Objects.equals(orderTopicConf, other.orderTopicConf);
  }

  @Override
  public int hashCode() {
    return Objects.hash(brokerDatas, queueDatas, filterServerTable, orderTopicConf);
  }

  @Override
  public String toString() {
    return "TopicRouteData [orderTopicConf="
        + orderTopicConf
        + ", queueDatas="
        + queueDatas
        + ", brokerDatas="
        + brokerDatas
        + ", filterServerTable="
        + filterServerTable
        + "]";
  }
}
