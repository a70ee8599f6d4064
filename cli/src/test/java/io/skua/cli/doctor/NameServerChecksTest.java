package io.skua.cli.doctor;

import static io.skua.cli.doctor.Samples.ADDRESS;
import static io.skua.cli.doctor.Samples.OTHER;
import static io.skua.cli.doctor.Samples.SERVER;
import static io.skua.cli.doctor.Samples.clusters;
import static io.skua.cli.doctor.Samples.missing;
import static io.skua.cli.doctor.Samples.refused;
import static io.skua.cli.doctor.Samples.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.cli.doctor.Answer.Got;
import io.skua.cli.doctor.Answer.Trouble;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.code.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NameServerChecksTest {
  @SafeVarargs
  private static List<Finding> judge(Answer<ClusterInfo>... answers) {
    List<Facts.NameServer> servers = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      servers.add(new Facts.NameServer(i == 0 ? SERVER : OTHER, answers[i]));
    }
    return NameServerChecks.judge(servers);
  }

  @Test
  void one_that_answers_is_told_with_its_brokers() {
    List<Finding> findings = judge(clusters(route("a", Map.of(0L, ADDRESS))));
    assertThat(findings)
        .containsExactly(
            Finding.ok("name-server", SERVER, "answers in 20 ms, version 5.3.3, 1 broker in C"));
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void one_that_does_not_answer_fails_with_the_reason_and_a_remedy(Trouble trouble) {
    Finding finding = judge(missing(trouble)).get(0);
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.subject()).isEqualTo(SERVER);
    assertThat(finding.text()).contains("because of " + trouble);
    assertThat(finding.remedy()).isNotBlank();
  }

  @Test
  void one_that_refuses_is_told_with_code_and_remark() {
    Finding finding = judge(refused(3, " request type 106 not supported")).get(0);
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.text()).contains("request type 106", "REQUEST_CODE_NOT_SUPPORTED (3)");
    assertThat(judge(refused(16, "username cannot be null.")).get(0).remedy())
        .contains("--access-key");
    assertThat(judge(refused(16, "check signature failed.")).get(0).remedy())
        .contains("the secret");
  }

  @Test
  void one_without_brokers_fails() {
    List<Finding> findings = judge(clusters());
    assertThat(findings).extracting(Finding::check).contains("registration");
    assertThat(findings.get(1).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void two_that_tell_other_brokers_or_addresses_differ() {
    List<Finding> findings =
        judge(
            clusters(route("a", Map.of(0L, ADDRESS)), route("b", Map.of(0L, "b:1", 1L, "b:2"))),
            clusters(route("a", Map.of(0L, "moved:1")), route("b", Map.of(0L, "b:1"))));
    assertThat(findings).hasSize(3);
    Finding differs = findings.get(2);
    assertThat(differs.check()).isEqualTo("name-servers-differ");
    assertThat(differs.level()).isEqualTo(Level.WARN);
    assertThat(differs.subject()).isEqualTo(OTHER);
    assertThat(differs.text())
        .contains("has a at moved:1, others at " + ADDRESS, "does not know b 1 at b:2");
  }

  @Test
  void two_that_tell_the_same_are_well() {
    Answer<ClusterInfo> same = clusters(route("a", Map.of(0L, ADDRESS)));
    assertThat(judge(same, same)).allMatch(finding -> finding.level() == Level.OK);
  }

  @Test
  void a_version_with_a_known_hole_is_a_warning() {
    assertThat(warnings(Version.of(4, 9, 6), Version.of(5, 0, 0), Version.of(5, 1, 1)))
        .hasSize(3)
        .allMatch(finding -> finding.check().equals("version"));
    assertThat(warnings(0, Version.of(4, 9, 7), Version.of(4, 9, 8), Version.of(5, 1, 2)))
        .isEmpty();
  }

  private static List<Finding> warnings(int... versions) {
    List<Finding> warnings = new ArrayList<>();
    for (int version : versions) {
      ClusterInfo brokers = new ClusterInfo(new TreeMap<>(), new TreeMap<>());
      for (Finding finding : judge(new Got<>(brokers, version, 0, 1))) {
        if (finding.level() == Level.WARN) {
          warnings.add(finding);
        }
      }
    }
    return warnings;
  }

  @Test
  void a_version_has_a_name() {
    assertThat(Releases.name(0)).isEqualTo("version unknown");
    assertThat(Releases.name(100)).isEqualTo("version 3");
  }
}
