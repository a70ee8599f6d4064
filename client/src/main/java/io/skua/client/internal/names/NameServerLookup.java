package io.skua.client.internal.names;

import io.skua.common.namesrv.TopAddressing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the name servers when nobody has named them (protocol 6.3): a provider of {@link
 * TopAddressing} is asked first, then a web address. Blocks; runs on a worker or in the caller of a
 * start.
 */
public final class NameServerLookup {
  private static final Logger log = LoggerFactory.getLogger(NameServerLookup.class);
  private static final int TIMEOUT_MILLIS = 3000;

  private final String url;
  private final @Nullable TopAddressing provider;

  /**
   * Makes a look-up at the given address.
   *
   * @param changed takes the addresses that a provider pushes later
   */
  public NameServerLookup(String url, Consumer<String> changed) {
    this.url = url;
    // The first provider only, as known.
    this.provider = ServiceLoader.load(TopAddressing.class).findFirst().orElse(null);
    if (provider != null) {
      provider.registerChangeCallBack(
          addresses -> {
            changed.accept(addresses);
            return addresses;
          });
    }
  }

  /**
   * Returns the addresses, separated by semicolons, or null when nobody knows them; why is in the
   * log.
   */
  public @Nullable String find() {
    String provided = provided();
    if (provided != null && !provided.isBlank()) {
      return provided.trim();
    }
    try {
      return ask();
    } catch (IOException e) {
      log.warn(
          "no name server address is set, and asking {} for one failed: {}. Call setNamesrvAddr, or set the property"
              + " rocketmq.namesrv.addr or the environment variable NAMESRV_ADDR",
          url,
          e.toString());
      return null;
    }
  }

  // The provider is the application's code: what it throws is one way of not knowing.
  private @Nullable String provided() {
    try {
      return provider == null ? null : provider.fetchNSAddr();
    } catch (RuntimeException e) {
      log.warn("{} failed to supply the name servers", provider, e);
      return null;
    }
  }

  private @Nullable String ask() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException("status " + status);
      }
      try (BufferedReader body =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        String line = body.readLine();
        return line == null || line.isBlank() ? null : line.trim();
      }
    } finally {
      connection.disconnect();
    }
  }
}
