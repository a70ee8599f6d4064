package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Got;
import io.skua.cli.doctor.Answer.Missing;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.ClusterInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the name servers answer, and alike. */
final class NameServerChecks {
  private static final String CHECK = "name-server";

  private NameServerChecks() {}

  static List<Finding> judge(List<Facts.NameServer> servers) {
    List<Finding> findings = new ArrayList<>();
    for (Facts.NameServer server : servers) {
      Answer<ClusterInfo> answer = server.clusters();
      if (answer instanceof Got<ClusterInfo> got) {
        answered(server.address(), got, findings);
      } else if (answer instanceof Refused<ClusterInfo> refused) {
        findings.add(
            Finding.fail(
                CHECK,
                server.address(),
                "answers, and does not tell its brokers: " + Remedies.text(refused),
                Remedies.refused(refused)));
      } else if (answer instanceof Missing<ClusterInfo> missing) {
        findings.add(
            Finding.fail(
                CHECK,
                server.address(),
                "does not answer: " + missing.text(),
                Remedies.nameServer(missing)));
      }
    }
    compare(servers, findings);
    return findings;
  }

  private static void answered(String server, Got<ClusterInfo> got, List<Finding> findings) {
    ClusterInfo clusters = got.value();
    int brokers = clusters.brokers().size();
    findings.add(
        Finding.ok(
            CHECK,
            server,
            "answers in "
                + got.tookMillis()
                + " ms, "
                + Releases.name(got.version())
                + ", "
                + Words.count(brokers, "broker")
                + Words.in(clusters.clusters().keySet())));
    if (brokers == 0) {
      findings.add(
          Finding.fail(
              "registration",
              server,
              "has no broker: every topic is unknown there (\"No route info of this topic\")",
              "Start a broker that names this name server (namesrvAddr, or skua serve --namesrv)."
                  + " One that runs registers every 30 s: its log says why it does not."));
    }
    Releases.warn(server, got.version(), findings);
  }

  private static void compare(List<Facts.NameServer> servers, List<Finding> findings) {
    Map<String, Map<String, String>> tables = new TreeMap<>();
    Map<String, String> all = new TreeMap<>();
    for (Facts.NameServer server : servers) {
      ClusterInfo clusters = server.clusters().orNull();
      if (clusters != null) {
        Map<String, String> table = table(clusters);
        tables.put(server.address(), table);
        table.forEach(all::putIfAbsent);
      }
    }
    tables.forEach((server, table) -> compare(server, table, all, findings));
  }

  private static Map<String, String> table(ClusterInfo clusters) {
    Map<String, String> table = new TreeMap<>();
    for (BrokerRoute broker : clusters.brokers().values()) {
      broker
          .addresses()
          .forEach(
              (id, address) -> table.put(broker.brokerName() + (id == 0 ? "" : " " + id), address));
    }
    return table;
  }

  private static void compare(
      String server, Map<String, String> table, Map<String, String> all, List<Finding> findings) {
    List<String> differences = new ArrayList<>();
    all.forEach(
        (broker, address) -> {
          String here = table.get(broker);
          if (here == null) {
            differences.add("does not know " + broker + " at " + address);
          } else if (!here.equals(address)) {
            differences.add("has " + broker + " at " + here + ", others at " + address);
          }
        });
    if (!differences.isEmpty()) {
      findings.add(
          Finding.warn(
              "name-servers-differ",
              server,
              "answers otherwise than the others: " + String.join("; ", differences),
              "Let every broker name all name servers, and see in its log whether it reaches this"
                  + " one. Clients that ask this one miss a broker. After a start it may take 30 s,"
                  + " after a crash two minutes."));
    }
  }
}
