package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Got;
import io.skua.cli.doctor.Answer.Missing;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.net.Address;
import io.skua.wire.body.KvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the brokers can be reached where they say they are, and are who they say. */
final class BrokerChecks {
  private static final String ADVERTISED = "advertised-address";

  private BrokerChecks() {}

  static List<Finding> judge(List<Facts.Broker> brokers) {
    List<Finding> findings = new ArrayList<>();
    for (Facts.Broker broker : brokers) {
      reached(broker, findings);
      loopback(broker, findings);
      impostor(broker, findings);
      vip(broker, findings);
      BrokerState.judge(broker, findings);
    }
    masters(brokers, findings);
    versions(brokers, findings);
    return findings;
  }

  private static void reached(Facts.Broker broker, List<Finding> findings) {
    Answer<KvTable> reached = broker.reached();
    if (reached instanceof Got<KvTable> got) {
      findings.add(
          Finding.ok(
              ADVERTISED,
              broker.subject(),
              "is reached at "
                  + broker.address()
                  + " in "
                  + got.tookMillis()
                  + " ms, "
                  + Releases.name(version(broker))
                  + BrokerState.summary(broker)));
    } else if (reached instanceof Refused<KvTable> refused) {
      findings.add(
          Finding.warn(
              "broker-refuses",
              broker.subject(),
              "is reached at "
                  + broker.address()
                  + ", and does not tell its state: "
                  + Remedies.text(refused),
              Remedies.refused(refused)));
    } else if (reached instanceof Missing<KvTable> missing) {
      findings.add(unreached(broker, missing));
    }
  }

  private static Finding unreached(Facts.Broker broker, Missing<KvTable> missing) {
    String elsewhere = broker.elsewhere();
    String text =
        "advertises "
            + broker.address()
            + " (as "
            + String.join(" and ", broker.tellers())
            + (broker.tellers().size() == 1 ? " tells" : " tell")
            + "), which cannot be used from here: "
            + missing.text()
            + Remedies.nature(host(broker.address()));
    if (elsewhere == null) {
      return Finding.fail(ADVERTISED, broker.subject(), text, Remedies.advertised(missing));
    }
    return Finding.fail(
        ADVERTISED,
        broker.subject(),
        text + ". It is reached at " + elsewhere,
        "Have it advertise that: brokerIP1="
            + host(elsewhere)
            + " in its configuration, or skua serve --advertise "
            + elsewhere
            + ".");
  }

  private static void loopback(Facts.Broker broker, List<Finding> findings) {
    if (!Remedies.loopback(host(broker.address()))) {
      return;
    }
    for (String teller : broker.tellers()) {
      if (!Remedies.loopback(host(teller))) {
        findings.add(
            Finding.fail(
                "loopback",
                broker.subject(),
                "advertises "
                    + broker.address()
                    + ", which is each client's own machine, while the name server is at "
                    + teller,
                "Have it advertise an address of its machine: brokerIP1 in its configuration, or"
                    + " skua serve --advertise."));
        return;
      }
    }
  }

  private static void impostor(Facts.Broker broker, List<Finding> findings) {
    String name = broker.setting("brokerName");
    if (name != null && !name.equals(broker.name())) {
      findings.add(
          Finding.fail(
              "identity",
              broker.subject(),
              "is told to be at " + broker.address() + ", and there answers broker " + name,
              "Two brokers advertise one address, or a port mapping leads to the wrong one: correct"
                  + " brokerIP1 and listenPort, or --advertise."));
    }
  }

  private static void vip(Facts.Broker broker, List<Finding> findings) {
    if (broker.vip() instanceof Missing<KvTable> missing) {
      findings.add(
          Finding.fail(
              "vip-channel",
              broker.subject(),
              "cannot be used by senders with the VIP channel, 2 below the port of "
                  + broker.address()
                  + ": "
                  + missing.text(),
              "Turn it off in the clients (setVipChannelEnabled(false), or"
                  + " -Dcom.rocketmq.sendMessageWithVIPChannel=false), or publish and open that"
                  + " port as well."));
    }
  }

  private static void masters(List<Facts.Broker> brokers, List<Finding> findings) {
    SortedMap<String, Boolean> mastered = new TreeMap<>();
    for (Facts.Broker broker : brokers) {
      mastered.merge(broker.name(), broker.master(), Boolean::logicalOr);
    }
    mastered.forEach(
        (name, present) -> {
          if (!present) {
            findings.add(
                Finding.fail(
                    "master",
                    name,
                    "has slaves and no master: nothing can be sent to it",
                    "Start its master (brokerId=0), and see in its log whether it registers."));
          }
        });
  }

  private static void versions(List<Facts.Broker> brokers, List<Finding> findings) {
    SortedMap<String, TreeSet<String>> names = new TreeMap<>();
    for (Facts.Broker broker : brokers) {
      int version = version(broker);
      if (version > 0) {
        names
            .computeIfAbsent(Releases.name(version), name -> new TreeSet<>())
            .add(broker.subject());
      }
      Releases.warn(broker.subject(), version, findings);
    }
    if (names.size() > 1) {
      List<String> parts = new ArrayList<>();
      names.forEach((name, who) -> parts.add(name + ": " + String.join(", ", who)));
      findings.add(
          Finding.warn(
              "versions-differ",
              "brokers",
              "do not run one version: " + String.join("; ", parts),
              "Bring an upgrade that has begun to its end: what a client may use depends on the"
                  + " broker that it meets."));
    }
  }

  private static int version(Facts.Broker broker) {
    String stated = broker.figure("brokerVersion");
    try {
      return stated == null ? 0 : Integer.parseInt(stated.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String host(@Nullable String address) {
    try {
      return address == null ? "" : Address.parse(address).host();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
