package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Got;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.ResponseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether a topic is there, and can be written to and read. */
final class TopicChecks {
  private static final String TOPIC = "topic";
  private static final int READ = 4;
  private static final int WRITE = 2;

  private TopicChecks() {}

  static List<Finding> judge(Facts.Topic topic) {
    List<Finding> findings = new ArrayList<>();
    refusals(topic, findings);
    TopicRoute route = topic.route();
    if (route == null) {
      absent(topic, findings);
    } else {
      differences(topic, route, findings);
      queues(topic.name(), route, findings);
    }
    return findings;
  }

  private static void refusals(Facts.Topic topic, List<Finding> findings) {
    topic
        .routes()
        .forEach(
            (server, answer) -> {
              if (answer instanceof Refused<TopicRoute> refused
                  && refused.code() != ResponseCode.TOPIC_NOT_EXIST) {
                findings.add(
                    Finding.fail(
                        TOPIC,
                        topic.name(),
                        "its route is refused by " + server + ": " + Remedies.text(refused),
                        Remedies.refused(refused)));
              }
            });
  }

  private static void absent(Facts.Topic topic, List<Finding> findings) {
    boolean told = false;
    for (Answer<TopicRoute> answer : topic.routes().values()) {
      told |= answer.refusedWith(ResponseCode.TOPIC_NOT_EXIST);
    }
    if (!told) {
      if (findings.isEmpty()) {
        findings.add(
            Finding.fail(
                TOPIC, topic.name(), "is not examined: no name server answers", "See above."));
      }
      return;
    }
    String create =
        "mqadmin updateTopic -n " + topic.routes().firstKey() + " -c CLUSTER -t " + topic.name();
    List<String> makers = topic.makers();
    if (makers.isEmpty()) {
      findings.add(
          Finding.fail(
              TOPIC,
              topic.name(),
              "is not there, and no broker makes topics by itself (\"No route info of this"
                  + " topic\")",
              "Create it ("
                  + create
                  + "), or allow brokers to (autoCreateTopicEnable=true); or correct its spelling,"
                  + " the namespace, or the name servers."));
    } else {
      findings.add(
          Finding.warn(
              TOPIC,
              topic.name(),
              "is not there yet: the first message makes it, on one of "
                  + String.join(", ", makers)
                  + "; whoever consumes it finds nothing until then",
              "Create it, on all brokers and with the queues that you want ("
                  + create
                  + "); or correct its spelling."));
    }
  }

  private static void differences(Facts.Topic topic, TopicRoute route, List<Finding> findings) {
    SortedMap<String, String> expected = words(route);
    topic
        .routes()
        .forEach(
            (server, answer) -> {
              if (answer.refusedWith(ResponseCode.TOPIC_NOT_EXIST)) {
                findings.add(differs(topic.name(), server + " does not know it, others do"));
              } else if (answer instanceof Got<TopicRoute> got
                  && !words(got.value()).equals(expected)) {
                findings.add(
                    differs(
                        topic.name(),
                        server + " tells " + words(got.value()) + ", others tell " + expected));
              }
            });
  }

  private static Finding differs(String topic, String text) {
    return Finding.warn(
        "routes-differ",
        topic,
        text,
        "See that every broker registers with all name servers; registrations come every 30 s.");
  }

  private static SortedMap<String, String> words(TopicRoute route) {
    SortedMap<String, String> words = new TreeMap<>();
    for (QueueRoute queue : route.queues()) {
      words.put(
          queue.brokerName(),
          queue.readQueueNums()
              + " queues to read, "
              + queue.writeQueueNums()
              + " to write, permission "
              + queue.perm());
    }
    return words;
  }

  private static void queues(String topic, TopicRoute route, List<Finding> findings) {
    SortedMap<String, Boolean> masters = new TreeMap<>();
    for (BrokerRoute broker : route.brokers()) {
      masters.put(broker.brokerName(), broker.addresses().containsKey(0L));
    }
    int readable = 0;
    int writable = 0;
    List<String> parts = new ArrayList<>();
    for (QueueRoute queue : route.queues()) {
      boolean reads = (queue.perm() & READ) != 0;
      boolean writes = (queue.perm() & WRITE) != 0;
      readable += reads ? queue.readQueueNums() : 0;
      boolean mastered = masters.getOrDefault(queue.brokerName(), false);
      writable += writes && mastered ? queue.writeQueueNums() : 0;
      parts.add(queue.brokerName() + ": " + queue.writeQueueNums());
      permissions(topic, queue, reads, writes, findings);
    }
    if (writable > 0 || readable > 0) {
      String where = String.join(", ", parts);
      findings.add(
          0,
          Finding.ok(
              TOPIC,
              topic,
              "has "
                  + Words.count(writable, "queue")
                  + " to write and "
                  + readable
                  + " to read ("
                  + where
                  + ")"));
    }
    if (writable == 0) {
      findings.add(
          Finding.fail(
              "writable",
              topic,
              "has no queue that can be written to: no permission, or no master",
              "Start the masters, or give the permission: mqadmin updateTopicPerm -p 6, or mqadmin"
                  + " addWritePerm after maintenance."));
    }
    if (readable == 0) {
      findings.add(
          Finding.fail(
              "readable",
              topic,
              "has no queue that can be read",
              "Give the permission: mqadmin updateTopicPerm -p 6."));
    }
  }

  private static void permissions(
      String topic, QueueRoute queue, boolean reads, boolean writes, List<Finding> findings) {
    String broker = queue.brokerName();
    if (!reads || !writes) {
      findings.add(
          Finding.warn(
              "permission",
              topic,
              "may not be "
                  + (reads ? "written to" : writes ? "read" : "written to or read")
                  + " at "
                  + broker
                  + ": permission "
                  + queue.perm(),
              "If that is not on purpose: mqadmin updateTopicPerm -p 6 for the topic, mqadmin"
                  + " addWritePerm -b "
                  + broker
                  + " for all topics of the broker."));
    }
    int unread = queue.writeQueueNums() - queue.readQueueNums();
    if (unread > 0 && writes) {
      findings.add(
          Finding.fail(
              "unread-queues",
              topic,
              Words.count(unread, "queue") + " at " + broker + " can be written to and not read",
              "Raise the number of queues to read: mqadmin updateTopic -r "
                  + queue.writeQueueNums()
                  + "."));
    }
  }

  /** Returns how many queues of a topic can be read, or -1 when that is not known. */
  static int readable(Facts.Topic topic) {
    TopicRoute route = topic.route();
    int readable = route == null ? -1 : 0;
    for (QueueRoute queue : route == null ? List.<QueueRoute>of() : route.queues()) {
      readable += (queue.perm() & READ) == 0 ? 0 : queue.readQueueNums();
    }
    return readable;
  }
}
