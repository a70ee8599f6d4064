package io.skua.cli;

import io.skua.acl.common.AclClientRPCHook;
import io.skua.acl.common.SessionCredentials;
import io.skua.client.ClientConfig;
import io.skua.client.TlsOptions;
import io.skua.remoting.RPCHook;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How a client gets in: TLS, and who signs its requests. The known system properties for TLS count
 * where these say nothing.
 */
final class ClientOptions {
  // Set by picocli.
  @SuppressWarnings("NullAway.Init")
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--tls",
      description = "Use TLS, as the system properties tls.* say. On with any of the next ones.")
  private boolean tls;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Certificates in PEM that the server's must lead to. Default: Java's own.")
  private @Nullable Path trusted;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate of this client in PEM, for servers that ask for one.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of that certificate in PEM.")
  private @Nullable Path key;

  @Option(
      names = "--access-key",
      paramLabel = "NAME",
      defaultValue = "${env:SKUA_ACCESS_KEY:-}",
      description = "User to sign requests for. Default: $$SKUA_ACCESS_KEY, else none.")
  private String accessKey = "";

  @Option(
      names = "--secret-key",
      paramLabel = "TEXT",
      defaultValue = "${env:SKUA_SECRET_KEY:-}",
      description =
          "The user's secret. Default: $$SKUA_SECRET_KEY, where others do not see it in the list of processes.")
  private String secretKey = "";

  /**
   * Sets a client up for TLS, if the options say so, and returns it.
   *
   * @throws ParameterException when they do not fit together
   */
  <C extends ClientConfig> C secure(C client) {
    if ((certificate == null) != (key == null)) {
      throw usage("--tls-cert and --tls-key go together");
    }
    if (trusted != null || certificate != null) {
      client.setTlsOptions(new TlsOptions(null, trusted, certificate, key, null, false, true));
    } else if (tls) {
      client.setUseTLS(true);
    }
    return client;
  }

  /**
   * Returns what signs the requests, or null when there is no user.
   *
   * @throws ParameterException when one of the two is missing
   */
  @Nullable RPCHook hook() {
    if (accessKey.isEmpty() != secretKey.isEmpty()) {
      throw usage("--access-key and --secret-key go together");
    }
    return accessKey.isEmpty()
        ? null
        : new AclClientRPCHook(new SessionCredentials(accessKey, secretKey));
  }

  private ParameterException usage(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
