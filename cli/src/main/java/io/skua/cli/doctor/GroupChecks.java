package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Missing;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.ResponseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a consumer group is there, may consume, and has the topics that it needs. */
final class GroupChecks {
  private static final String GROUP = "group";

  private GroupChecks() {}

  static List<Finding> judge(
      Facts.Group group, Facts.@Nullable Topic topic, List<Facts.Broker> brokers) {
    List<Finding> findings = new ArrayList<>();
    if (group.at().isEmpty()) {
      findings.add(
          Finding.fail(
              GROUP, group.name(), "is not examined: no master was reached", "See above."));
      return findings;
    }
    unasked(group, findings);
    boolean online = !group.online().isEmpty();
    if (!online && unknown(group)) {
      absent(group, brokers, findings);
      return findings;
    }
    settings(group, findings);
    MemberChecks.judge(group, topic, findings);
    if (online) {
      retryTopic(group, findings);
    }
    LagChecks.judge(group, online, findings);
    return findings;
  }

  private static void unasked(Facts.Group group, List<Finding> findings) {
    group
        .at()
        .forEach(
            (broker, at) -> {
              Answer<ConsumeStats> answer = at.progress();
              if (answer instanceof Refused<ConsumeStats> refused
                  && refused.code() != ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST) {
                findings.add(
                    Finding.warn(
                        GROUP,
                        group.name(),
                        "is not told of by " + broker + ": " + Remedies.text(refused),
                        Remedies.refused(refused)));
              } else if (answer instanceof Missing<ConsumeStats> missing) {
                findings.add(
                    Finding.warn(
                        GROUP,
                        group.name(),
                        "is not told of by " + broker + ": " + missing.text(),
                        "Ask again with a longer --timeout."));
              }
            });
  }

  private static boolean unknown(Facts.Group group) {
    for (Facts.AtBroker at : group.at().values()) {
      ConsumeStats progress = at.progress().orNull();
      boolean consumed = progress != null && !progress.offsets().isEmpty();
      if (consumed || !at.settings().refusedWith(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST)) {
        return false;
      }
    }
    return true;
  }

  private static void absent(
      Facts.Group group, List<Facts.Broker> brokers, List<Finding> findings) {
    boolean made = false;
    for (Facts.Broker broker : brokers) {
      made |= "true".equals(broker.setting("autoCreateSubscriptionGroup"));
    }
    String text = "is not there: nobody has consumed with this name";
    String create = "mqadmin updateSubGroup -c CLUSTER -g " + group.name();
    findings.add(
        made
            ? Finding.warn(
                GROUP,
                group.name(),
                text + " yet, and the first consumer makes it",
                "Start a consumer; or correct the spelling, the namespace or the name servers.")
            : Finding.fail(
                GROUP,
                group.name(),
                text + ", and brokers make no groups by themselves",
                "Create it ("
                    + create
                    + "), or allow brokers to (autoCreateSubscriptionGroup=true); or correct the"
                    + " spelling."));
  }

  private static void settings(Facts.Group group, List<Finding> findings) {
    boolean broadcasts = broadcasts(group);
    for (Map.Entry<String, Facts.AtBroker> entry : group.at().entrySet()) {
      SubscriptionGroup settings = entry.getValue().settings().orNull();
      if (settings == null) {
        continue;
      }
      if (!settings.consumeEnable()) {
        findings.add(
            Finding.fail(
                "group-enabled",
                group.name(),
                "may not consume at " + entry.getKey(),
                "Switch it on: mqadmin updateSubGroup -s true."));
      }
      if (broadcasts && !settings.consumeBroadcastEnable()) {
        findings.add(
            Finding.fail(
                "group-enabled",
                group.name(),
                "consumes by broadcast, and may not at " + entry.getKey(),
                "Allow it (mqadmin updateSubGroup -d true), or consume as a cluster."));
      }
    }
  }

  /** Says whether every member gets all messages, as brokers understand it. */
  static boolean broadcasts(Facts.Group group) {
    for (ConsumerConnections connections : group.online()) {
      if (connections.messageModel() == MessageModel.BROADCASTING) {
        return true;
      }
    }
    return false;
  }

  private static void retryTopic(Facts.Group group, List<Finding> findings) {
    boolean missing = false;
    for (Answer<TopicRoute> answer : group.retries().values()) {
      if (answer.orNull() != null) {
        return;
      }
      missing |= answer.refusedWith(ResponseCode.TOPIC_NOT_EXIST);
    }
    if (missing && !broadcasts(group)) {
      findings.add(
          Finding.warn(
              "retry-topic",
              group.name(),
              "has no route to its retry topic " + GroupSurvey.RETRY + group.name(),
              "A broker makes it when the first member comes, and tells the name servers within"
                  + " 30 s. If it stays so: mqadmin updateTopic for that name."));
    }
  }
}
