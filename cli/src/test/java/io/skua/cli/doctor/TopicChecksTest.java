package io.skua.cli.doctor;

import static io.skua.cli.doctor.Samples.OTHER;
import static io.skua.cli.doctor.Samples.SERVER;
import static io.skua.cli.doctor.Samples.by;
import static io.skua.cli.doctor.Samples.got;
import static io.skua.cli.doctor.Samples.missing;
import static io.skua.cli.doctor.Samples.queues;
import static io.skua.cli.doctor.Samples.refused;
import static io.skua.cli.doctor.Samples.route;
import static io.skua.cli.doctor.Samples.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.cli.doctor.Answer.Trouble;
import io.skua.wire.body.TopicRoute;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class TopicChecksTest {
  private static final Answer<TopicRoute> ABSENT =
      refused(17, "No topic route info in name server");

  private static List<Finding> judge(
      SortedMap<String, Answer<TopicRoute>> routes, Answer<TopicRoute> model) {
    return TopicChecks.judge(new Facts.Topic("T", routes, by(SERVER, model)));
  }

  private static List<Finding> judge(TopicRoute route) {
    return judge(by(SERVER, got(route)), ABSENT);
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void one_that_is_there_is_told_with_its_queues() {
    assertThat(judge(topic(queues("a", 6, 4, 4), queues("b", 6, 8, 8))))
        .containsExactly(
            Finding.ok("topic", "T", "has 12 queues to write and 12 to read (a: 4, b: 8)"));
  }

  @Test
  void one_that_is_not_there_fails_unless_brokers_make_it() {
    Finding fails = only(judge(by(SERVER, ABSENT), ABSENT));
    assertThat(fails.level()).isEqualTo(Level.FAIL);
    assertThat(fails.text()).contains("No route info of this topic");
    assertThat(fails.remedy()).contains("updateTopic -n " + SERVER, "autoCreateTopicEnable");
    Finding made = only(judge(by(SERVER, ABSENT), got(topic(queues("a", 7, 8, 8)))));
    assertThat(made.level()).isEqualTo(Level.WARN);
    assertThat(made.text()).contains("makes it, on one of a");
  }

  @Test
  void one_that_nobody_could_be_asked_about_is_not_well() {
    Answer<TopicRoute> silent = missing(Trouble.SILENT);
    assertThat(only(judge(by(SERVER, silent), silent)).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void a_refusal_is_told_with_who_may() {
    Answer<TopicRoute> no = refused(16, "User:u has no permission to access Topic:T from h, no");
    Finding finding = only(judge(by(SERVER, no), no));
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.text()).contains("User:u has no permission");
  }

  @Test
  void name_servers_that_tell_other_routes_differ() {
    Answer<TopicRoute> one = got(topic(queues("a", 6, 4, 4)));
    Answer<TopicRoute> two = got(topic(queues("a", 6, 8, 8)));
    assertThat(judge(by(SERVER, one, OTHER, two), ABSENT))
        .anyMatch(
            finding ->
                finding.check().equals("routes-differ")
                    && finding.text().startsWith(OTHER)
                    && finding.text().contains("8 queues to read"));
    assertThat(judge(by(SERVER, one, OTHER, ABSENT), ABSENT))
        .anyMatch(finding -> finding.text().equals(OTHER + " does not know it, others do"));
    assertThat(judge(by(SERVER, one, OTHER, one), ABSENT)).hasSize(1);
    assertThat(judge(by(SERVER, one, OTHER, missing(Trouble.SILENT)), ABSENT)).hasSize(1);
  }

  @Test
  void a_broker_without_a_permission_is_a_warning() {
    List<Finding> findings = judge(topic(queues("a", 6, 4, 4), queues("b", 4, 4, 4)));
    assertThat(findings.get(0).text())
        .isEqualTo("has 4 queues to write and 8 to read (a: 4, b: 4)");
    assertThat(findings.get(1).level()).isEqualTo(Level.WARN);
    assertThat(findings.get(1).text()).isEqualTo("may not be written to at b: permission 4");
    assertThat(findings).hasSize(2);
  }

  @Test
  void nothing_to_write_or_to_read_fails() {
    assertThat(judge(topic(queues("a", 4, 4, 4)))).extracting(Finding::check).contains("writable");
    assertThat(judge(topic(queues("a", 2, 4, 4)))).extracting(Finding::check).contains("readable");
    assertThat(judge(topic())).extracting(Finding::level).containsOnly(Level.FAIL);
  }

  @Test
  void a_broker_without_a_master_takes_nothing() {
    TopicRoute slaves =
        TopicRoute.of(List.of(route("a", Map.of(1L, "a:1"))), List.of(queues("a", 6, 4, 4)));
    assertThat(judge(slaves)).extracting(Finding::check).containsExactly("topic", "writable");
  }

  @Test
  void queues_that_nobody_reads_fail() {
    List<Finding> findings = judge(topic(queues("a", 6, 4, 8)));
    assertThat(findings.get(1).check()).isEqualTo("unread-queues");
    assertThat(findings.get(1).level()).isEqualTo(Level.FAIL);
    assertThat(findings.get(1).remedy()).contains("-r 8");
    // Fewer to write than to read is how a topic is made smaller.
    assertThat(judge(topic(queues("a", 6, 8, 4)))).hasSize(1);
  }
}
