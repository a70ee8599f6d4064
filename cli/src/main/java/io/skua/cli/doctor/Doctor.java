package io.skua.cli.doctor;

import io.skua.client.internal.instance.ClientSettings;
import io.skua.net.Net;
import io.skua.net.nio.NioNet;
import io.skua.runtime.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Examines a cluster from this machine. */
public final class Doctor {
  private Doctor() {}

  /**
   * Asks, judges, and returns what was found. Waits for at most six questions one after the other;
   * changes nothing at a server.
   *
   * @param settings whether connections use TLS and requests are signed
   * @param timeout of one question, connecting included
   */
  public static Report examine(
      Subject subject, ClientSettings settings, Platform platform, Duration timeout)
      throws InterruptedException {
    try (Net net = new NioNet("skua-doctor", platform, settings.tls(), null);
        Questions questions = new Questions(net, platform, settings, timeout)) {
      return judge(new Survey(questions, platform, timeout).ask(subject));
    }
  }

  /** Judges what servers have said. */
  static Report judge(Facts facts) {
    List<Report.Section> sections = new ArrayList<>();
    sections.add(new Report.Section("Name servers", NameServerChecks.judge(facts.nameServers())));
    if (!facts.brokers().isEmpty()) {
      sections.add(new Report.Section("Brokers", BrokerChecks.judge(facts.brokers())));
    }
    Facts.Topic topic = facts.topic();
    if (topic != null) {
      sections.add(new Report.Section("Topic " + topic.name(), TopicChecks.judge(topic)));
    }
    Facts.Group group = facts.group();
    if (group != null) {
      sections.add(
          new Report.Section(
              "Group " + group.name(), GroupChecks.judge(group, topic, facts.brokers())));
    }
    return new Report(sections);
  }
}
