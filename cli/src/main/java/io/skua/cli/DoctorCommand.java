package io.skua.cli;

import io.skua.cli.doctor.Doctor;
import io.skua.cli.doctor.Level;
import io.skua.cli.doctor.Report;
import io.skua.cli.doctor.Subject;
import io.skua.client.ClientConfig;
import io.skua.client.Validators;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.net.Address;
import io.skua.runtime.SystemPlatform;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what is wrong with a cluster, as seen from here, and what to do. */
@Command(
    name = "doctor",
    description = "Examine name servers and brokers, and a topic and a group, from this machine.",
    footerHeading =
        "%nIt asks every name server, and every broker that they name, at the address that clients"
            + " are told; compares what they say; and changes nothing. Each finding that is not ok"
            + " has its remedy.%n",
    sortOptions = false,
    exitCodeList = {
      "0:all is well",
      "1:something fails, or the examination did",
      "2:wrong usage",
      "3:nothing fails, and there are warnings"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int WARNINGS = 3;
  private static final double MOST_SECONDS = 60;

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Mixin private final NameServerOption nameServers = new NameServerOption();

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "Examine this topic: route, permissions, queues.")
  private @Nullable String topic;

  @Option(
      names = "--group",
      paramLabel = "G",
      description =
          "Examine this consumer group: members, what they subscribe to, lag, dead letters.")
  private @Nullable String group;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description =
          "Most for one question, 0.1 to 60; all together take six times that at most. Default: ${DEFAULT-VALUE}.")
  private double timeout;

  @Option(
      names = "--vip",
      description =
          "Try the brokers' second port as well, the VIP channel, which is 2 below the first: some clients send there.")
  private boolean vip;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final ClientOptions client = new ClientOptions();

  @Override
  public Integer call() throws InterruptedException {
    Report report = Doctor.examine(subject(), settings(), SystemPlatform.INSTANCE, timeout());
    PrintWriter out = spec.commandLine().getOut();
    Ansi ansi = spec.commandLine().getColorScheme().ansi();
    out.println(json ? ReportPrinter.json(report) : ReportPrinter.text(report, ansi));
    if (out.checkError()) {
      return 1;
    }
    Level worst = report.worst();
    return worst == Level.OK ? 0 : worst == Level.WARN ? WARNINGS : 1;
  }

  private Subject subject() {
    try {
      if (topic != null) {
        Validators.checkTopic(topic);
      }
      if (group != null) {
        Validators.checkGroup(group);
      }
    } catch (MQClientException e) {
      throw usage(String.valueOf(e.getErrorMessage()));
    }
    boolean second = vip || new ClientConfig().isVipChannelEnabled();
    List<String> servers =
        nameServers.addresses().stream().map(Address::toString).distinct().toList();
    return new Subject(servers, topic, group, second);
  }

  private ClientSettings settings() {
    ClientConfig config = client.secure(new ClientConfig());
    config.setNamesrvAddr(nameServers.joined());
    return Settings.of(config, client.hook());
  }

  private Duration timeout() {
    if (!(timeout >= 0.1 && timeout <= MOST_SECONDS)) {
      throw usage("--timeout must be between 0.1 and 60 seconds, not " + timeout);
    }
    return Duration.ofMillis(Math.round(timeout * 1000));
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
