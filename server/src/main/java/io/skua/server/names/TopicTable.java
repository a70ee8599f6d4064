package io.skua.server.names;

import io.skua.wire.body.QueueRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Which brokers have queues of which topic. The loop of the server owns it. */
final class TopicTable {
  /** Permission bit: clients may send to the queues (protocol 3.4). */
  static final int WRITE = 2;

  /** What a broker gets when its permission to be written to is given back (protocol 3.5). */
  static final int READ_WRITE = 6;

  private final Map<String, SortedMap<String, QueueRoute>> byTopic = new TreeMap<>();

  void put(String topic, QueueRoute queues) {
    byTopic.computeIfAbsent(topic, name -> new TreeMap<>()).put(queues.brokerName(), queues);
  }

  boolean has(String topic, String broker) {
    return byTopic.getOrDefault(topic, new TreeMap<>()).containsKey(broker);
  }

  /** Returns the queues of a topic, one element per broker; empty when it is not known. */
  Collection<QueueRoute> queues(String topic) {
    SortedMap<String, QueueRoute> queues = byTopic.get(topic);
    return queues == null ? List.of() : queues.values();
  }

  void deleteTopic(String topic) {
    byTopic.remove(topic);
  }

  /** Takes a topic away from some brokers. */
  void delete(String topic, Set<String> brokers) {
    SortedMap<String, QueueRoute> queues = byTopic.get(topic);
    if (queues != null) {
      queues.keySet().removeAll(brokers);
      if (queues.isEmpty()) {
        byTopic.remove(topic);
      }
    }
  }

  void deleteBroker(String broker) {
    byTopic.values().forEach(queues -> queues.remove(broker));
    byTopic.values().removeIf(Map::isEmpty);
  }

  /** Changes the permission of all topics of a broker; returns how many it has. */
  int permit(String broker, IntUnaryOperator change) {
    int count = 0;
    for (SortedMap<String, QueueRoute> queues : byTopic.values()) {
      QueueRoute old = queues.get(broker);
      if (old != null) {
        queues.put(broker, withPermission(old, change.applyAsInt(old.perm())));
        count++;
      }
    }
    return count;
  }

  private static QueueRoute withPermission(QueueRoute old, int perm) {
    return new QueueRoute(
        old.brokerName(), perm, old.readQueueNums(), old.writeQueueNums(), old.topicSysFlag());
  }

  List<String> all() {
    return List.copyOf(byTopic.keySet());
  }

  List<String> on(Set<String> brokers) {
    List<String> found = new ArrayList<>();
    byTopic.forEach(
        (topic, queues) -> {
          if (queues.keySet().stream().anyMatch(brokers::contains)) {
            found.add(topic);
          }
        });
    return found;
  }

  /** Returns the topics whose system flag has, under a mask, a value. */
  List<String> flagged(int mask, int value) {
    List<String> found = new ArrayList<>();
    byTopic.forEach(
        (topic, queues) -> {
          if ((queues.values().iterator().next().topicSysFlag() & mask) == value) {
            found.add(topic);
          }
        });
    return found;
  }
}
