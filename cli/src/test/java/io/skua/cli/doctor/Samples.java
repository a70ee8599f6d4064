package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Got;
import io.skua.cli.doctor.Answer.Missing;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.cli.doctor.Answer.Trouble;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plain data as servers would tell it. */
final class Samples {
  static final String SERVER = "10.0.0.1:9876";
  static final String OTHER = "10.0.0.2:9876";
  static final String ADDRESS = "10.0.0.3:10911";

  private Samples() {}

  static <T> Answer<T> got(T value) {
    return new Got<>(value, Version.CURRENT, 1_000_000, 20);
  }

  static <T> Answer<T> refused(int code, String remark) {
    return new Refused<>(code, remark);
  }

  static <T> Answer<T> missing(Trouble trouble) {
    return new Missing<>(trouble, "because of " + trouble);
  }

  static BrokerRoute route(String name, Map<Long, String> addresses) {
    return new BrokerRoute(name, "C", new TreeMap<>(addresses), false, null);
  }

  static Answer<ClusterInfo> clusters(BrokerRoute... brokers) {
    SortedMap<String, BrokerRoute> table = new TreeMap<>();
    for (BrokerRoute broker : brokers) {
      table.put(broker.brokerName(), broker);
    }
    SortedMap<String, List<String>> clusters = new TreeMap<>();
    if (brokers.length > 0) {
      clusters.put("C", List.copyOf(table.keySet()));
    }
    return got(new ClusterInfo(table, clusters));
  }

  static TopicRoute topic(QueueRoute... queues) {
    List<BrokerRoute> brokers = new ArrayList<>();
    for (QueueRoute queue : queues) {
      brokers.add(route(queue.brokerName(), Map.of(0L, ADDRESS)));
    }
    return TopicRoute.of(brokers, List.of(queues));
  }

  static QueueRoute queues(String broker, int perm, int read, int write) {
    return new QueueRoute(broker, perm, read, write, 0);
  }

  static <K extends Comparable<K>, T> SortedMap<K, T> by(K key, T value) {
    SortedMap<K, T> map = new TreeMap<>();
    map.put(key, value);
    return map;
  }

  static <T> SortedMap<String, T> by(String key, T value, String otherKey, T other) {
    SortedMap<String, T> map = by(key, value);
    map.put(otherKey, other);
    return map;
  }

  /** A broker that is well. */
  static final class Broker {
    private String name = "a";
    private long id;
    private String address = ADDRESS;
    private String teller = SERVER;
    private Answer<KvTable> reached;
    private String elsewhere;
    private Answer<KvTable> vip;
    private final SortedMap<String, String> figures = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();

    Broker() {
      figures.put("brokerVersion", Integer.toString(Version.CURRENT));
      figures.put("brokerActive", "true");
      figures.put("commitLogDiskRatio", "0.4");
      figures.put("bootTimestamp", "0900010");
      figures.put("runtime", "[ 0 days, 0 hours, 1 minutes, 39 seconds ]");
      settings.put("brokerName", "a");
      settings.put("brokerPermission", "6");
      settings.put("diskMaxUsedSpaceRatio", "75");
    }

    Broker name(String set, long setId) {
      name = set;
      id = setId;
      settings.put("brokerName", set);
      return this;
    }

    Broker address(String set, String tells) {
      address = set;
      teller = tells;
      return this;
    }

    Broker reached(Answer<KvTable> set) {
      reached = set;
      return this;
    }

    Broker elsewhere(String set) {
      elsewhere = set;
      return this;
    }

    Broker vip(Answer<KvTable> set) {
      vip = set;
      return this;
    }

    Broker figure(String key, String value) {
      figures.put(key, value);
      return this;
    }

    Broker setting(String key, String value) {
      settings.put(key, value);
      return this;
    }

    Broker withoutSetting(String key) {
      settings.remove(key);
      return this;
    }

    Facts.Broker build() {
      Answer<KvTable> table = got(new KvTable(figures));
      Answer<KvTable> there = reached == null ? table : reached;
      return new Facts.Broker(
          "C",
          name,
          id,
          address,
          List.of(teller),
          there,
          elsewhere,
          there instanceof Got || elsewhere != null ? table : there,
          got(settings),
          vip);
    }
  }
}
