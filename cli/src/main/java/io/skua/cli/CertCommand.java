package io.skua.cli;

import io.skua.runtime.SystemPlatform;
import io.skua.server.cert.CertificateAuthority;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes certificates for development. */
@Command(
    name = "cert",
    description = "Make an authority and certificates of a server and a client, for development.",
    footerHeading =
        "%nThe authority's key is not kept: run it again for new certificates; a server reads them"
            + " without a restart, clients need the new authority.%n",
    sortOptions = false)
final class CertCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 3650;
  private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");

  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "skua-cert",
      description = "Where the files go. Default: ${DEFAULT-VALUE}.")
  private Path directory = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Host name or address by which clients reach the server, besides localhost, 127.0.0.1 and ::1; more than once for several.")
  private @Nullable List<String> names;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "How long they are valid, 1 to 3650. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  @Override
  public Integer call() {
    if (days < 1 || days > MOST_DAYS) {
      throw usage("--days must be between 1 and " + MOST_DAYS + ", not " + days);
    }
    List<String> all = new ArrayList<>(ALWAYS);
    if (names != null) {
      all.addAll(names);
    }
    Path ca = directory.resolve("ca.pem");
    if (Files.exists(ca) && !force) {
      throw new CommandFailure(ca + " is there already; choose another --dir, or use --force");
    }
    try {
      write(ca, all);
    } catch (IOException e) {
      throw new CommandFailure("the certificates cannot be written: " + e, e);
    } catch (IllegalArgumentException e) {
      throw usage("--name: " + e.getMessage());
    }
    say(ca, all);
    return 0;
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private void write(Path ca, List<String> all) throws IOException {
    Files.createDirectories(directory);
    CertificateAuthority authority =
        new CertificateAuthority(
            "Skua development authority", SystemPlatform.INSTANCE.clock(), Duration.ofDays(days));
    authority.issue("skua server", all, file("server.pem"), file("server-key.pem"));
    authority.issue("skua client", List.of(), file("client.pem"), file("client-key.pem"));
    authority.write(ca);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void say(Path ca, List<String> all) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Certificates for " + String.join(", ", all) + ", valid for " + days + " days:");
    out.println();
    out.println(
        "  skua serve --tls-cert " + file("server.pem") + " --tls-key " + file("server-key.pem"));
    out.println("  producer.setTlsOptions(TlsOptions.trusting(Path.of(\"" + ca + "\")));");
    out.println();
    out.println("For clients that show a certificate too:");
    out.println();
    out.println("  skua serve ... --tls-ca " + ca);
    out.println(
        "  TlsOptions.trusting(...).withCertificate(Path.of(\""
            + file("client.pem")
            + "\"), Path.of(\""
            + file("client-key.pem")
            + "\"), null)");
    out.flush();
  }
}
