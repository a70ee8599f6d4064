package io.skua.cli.doctor;

import static io.skua.cli.doctor.Samples.missing;
import static io.skua.cli.doctor.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.cli.doctor.Answer.Trouble;
import io.skua.wire.code.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerChecksTest {
  private static List<Finding> judge(Samples.Broker... brokers) {
    List<Facts.Broker> built = new ArrayList<>();
    for (Samples.Broker broker : brokers) {
      built.add(broker.build());
    }
    return BrokerChecks.judge(built);
  }

  /** Judges, and returns the one finding that is not ok. */
  private static Finding bad(Samples.Broker... brokers) {
    List<Finding> bad =
        judge(brokers).stream().filter(finding -> finding.level() != Level.OK).toList();
    assertThat(bad).hasSize(1);
    assertThat(bad.get(0).remedy()).isNotBlank();
    return bad.get(0);
  }

  private static Samples.Broker broker() {
    return new Samples.Broker();
  }

  @Test
  void one_that_is_well_is_one_line() {
    assertThat(judge(broker()))
        .containsExactly(
            Finding.ok(
                "advertised-address",
                "a",
                "is reached at 10.0.0.3:10911 in 20 ms, version 5.3.3, disk 40 % used, clock"
                    + " -0.5 s (+/- 0.5 s)"));
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void an_address_that_cannot_be_used_is_told_with_who_tells_it(Trouble trouble) {
    Finding finding = bad(broker().reached(missing(trouble)));
    assertThat(finding.check()).isEqualTo("advertised-address");
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.text())
        .contains("10.0.0.3:10911 (as 10.0.0.1:9876 tells)", "because of " + trouble)
        .endsWith("private network");
  }

  @Test
  void an_address_of_a_container_is_recognised() {
    Finding finding =
        bad(broker().address("172.17.0.3:10911", "h:9876").reached(missing(Trouble.NOT_REACHED)));
    assertThat(finding.text()).endsWith("it looks like the address of a container");
    assertThat(finding.remedy()).contains("brokerIP1", "--advertise", "firewalls");
  }

  @Test
  void an_address_that_can_be_used_instead_is_the_remedy() {
    Finding finding = bad(broker().reached(missing(Trouble.NOT_REACHED)).elsewhere("host:10911"));
    assertThat(finding.text()).endsWith("It is reached at host:10911");
    assertThat(finding.remedy()).contains("brokerIP1=host", "--advertise host:10911");
  }

  @Test
  void a_loopback_address_behind_a_name_server_elsewhere_fails() {
    Finding finding = bad(broker().address("127.0.0.1:10911", "10.0.0.1:9876"));
    assertThat(finding.check()).isEqualTo("loopback");
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(judge(broker().address("127.0.0.1:10911", "localhost:9876"))).hasSize(1);
  }

  @Test
  void another_broker_at_the_address_fails() {
    Finding finding = bad(broker().setting("brokerName", "b"));
    assertThat(finding.check()).isEqualTo("identity");
    assertThat(finding.text()).contains("there answers broker b");
  }

  @Test
  void a_refusal_is_a_warning() {
    Finding finding =
        bad(
            broker()
                .reached(refused(16, "User:u has no permission to access Cluster:C from h, x")));
    assertThat(finding.level()).isEqualTo(Level.WARN);
    assertThat(finding.remedy()).contains("Get");
  }

  @Test
  void a_broker_without_a_master_fails() {
    assertThat(bad(broker().name("a", 1)).check()).isEqualTo("master");
    assertThat(judge(broker(), broker().name("a", 1))).hasSize(2);
  }

  @Test
  void versions_that_differ_or_are_old_are_warnings() {
    String old = Integer.toString(Version.of(4, 9, 8));
    Finding finding = bad(broker(), broker().name("b", 0).figure("brokerVersion", old));
    assertThat(finding.check()).isEqualTo("versions-differ");
    assertThat(finding.text()).contains("version 4.9.8: b; version 5.3.3: a");
    String older = Integer.toString(Version.of(4, 9, 4));
    assertThat(bad(broker().figure("brokerVersion", older)).check()).isEqualTo("version");
    assertThat(judge(broker().figure("brokerVersion", "x"))).hasSize(1);
  }

  @Test
  void one_that_is_not_active_fails_if_it_is_a_master() {
    Finding finding = bad(broker().figure("brokerActive", "false"));
    assertThat(finding.check()).isEqualTo("active");
    assertThat(judge(broker(), broker().name("a", 1).figure("brokerActive", "false"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"0.74,OK", "0.75,WARN", "0.89,WARN", "0.9,FAIL", "-1.0,OK", "x,OK"})
  void the_disk_of_an_apache_broker(String ratio, Level level) {
    assertThat(new Report(List.of(section(broker().figure("commitLogDiskRatio", ratio)))).worst())
        .isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"0.94,OK", "0.95,WARN"})
  void the_disk_of_a_broker_that_does_not_tell_its_limit(String ratio, Level level) {
    Samples.Broker broker = broker().withoutSetting("diskMaxUsedSpaceRatio");
    assertThat(new Report(List.of(section(broker.figure("commitLogDiskRatio", ratio)))).worst())
        .isEqualTo(level);
  }

  private static Report.Section section(Samples.Broker broker) {
    return new Report.Section("", judge(broker));
  }

  @Test
  void a_write_that_takes_long_or_a_queue_that_waits_is_busy() {
    assertThat(bad(broker().figure("pageCacheLockTimeMills", "1001")).check()).isEqualTo("busy");
    assertThat(bad(broker().figure("sendThreadPoolQueueHeadWaitTimeMills", "201")).text())
        .contains("waits for 201 ms");
  }

  @Test
  void a_permission_that_was_taken_is_a_warning() {
    assertThat(bad(broker().setting("brokerPermission", "4")).text()).contains("not be written to");
    assertThat(bad(broker().setting("brokerPermission", "2")).text()).contains("not be read from");
  }

  @ParameterizedTest
  @CsvSource({"1.9,OK", "2.6,WARN", "-2.5,OK", "-3.6,WARN", "3600,WARN"})
  void a_clock_that_is_off_by_more_than_is_uncertain_is_a_warning(double ahead, Level level) {
    // The sample is half a second behind, within which a second is not known.
    long boot = 900_010 + (long) (ahead * 1000) + 500;
    Report report =
        new Report(List.of(section(broker().figure("bootTimestamp", Long.toString(boot)))));
    assertThat(report.worst()).isEqualTo(level);
  }

  @Test
  void a_broker_that_does_not_tell_the_time_is_not_judged_by_it() {
    assertThat(judge(broker().figure("runtime", "long"))).hasSize(1);
    assertThat(BrokerState.offset(broker().figure("bootTimestamp", "0").build())).isNull();
  }

  @Test
  void the_second_port_counts_only_when_asked_for() {
    assertThat(bad(broker().vip(missing(Trouble.NOBODY_LISTENS))).check()).isEqualTo("vip-channel");
    assertThat(judge(broker().vip(refused(3, "")))).hasSize(1);
  }
}
