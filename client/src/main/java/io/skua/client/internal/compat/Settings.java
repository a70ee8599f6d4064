package io.skua.client.internal.compat;

import io.skua.client.ClientConfig;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.common.MixAll;
import io.skua.net.LinkSettings;
import io.skua.remoting.RPCHook;
import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.frame.HeaderForm;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public settings and the known system properties (protocol 6.25) as the settings of an
 * instance.
 */
public final class Settings {
  /** A client has few connections, and bursts of some hundred messages. */
  private static final int KEPT_BUFFER = 512 * 1024;

  private static final String TRANSPORT = "com.rocketmq.remoting.";
  private static final String REQUEST_TYPE = "ReqT";
  private static final String STREAM = "0";

  private Settings() {}

  /** Takes a copy for a client without a hook, as {@link #of(ClientConfig, RPCHook)} does. */
  public static ClientSettings of(ClientConfig config) {
    return of(config, null);
  }

  /**
   * Takes a copy.
   *
   * @param hook sees each request and answer, or null
   * @throws IllegalArgumentException when a property or an address is not of its form, or a file
   *     for TLS cannot be used
   */
  public static ClientSettings of(ClientConfig config, @Nullable RPCHook hook) {
    return new ClientSettings(
        config.buildMQClientId(),
        config.getClientIP(),
        config.getNamesrvAddr(),
        lookupUrl(config.getUnitName()),
        Duration.ofMillis(config.getPollNameServerInterval()),
        Duration.ofMillis(config.getHeartbeatBrokerInterval()),
        Duration.ofMillis(config.getPersistConsumerOffsetInterval()),
        Duration.ofMillis(number("rocketmq.client.rebalance.waitInterval", 20_000)),
        Duration.ofMillis(config.getMqClientApiTimeout()),
        Duration.ofMillis(number(TRANSPORT + "client.connect.timeout", 3_000)),
        config.isUseHeartbeatV2(),
        config.isEnableHeartbeatChannelEventListener(),
        Math.max(1, config.getClientCallbackExecutorThreads()),
        Boolean.parseBoolean(System.getProperty("org.apache.rocketmq.client.sendSmartMsg", "true")),
        link(),
        fields(config),
        hook,
        config.isUseTLS() ? TlsProperties.client(config.getTlsOptions()) : null);
  }

  /** Where to ask for name servers when none is set (protocol 6.2). */
  private static String lookupUrl(@Nullable String unitName) {
    String domain =
        System.getProperty("rocketmq.namesrv.domain", MixAll.DEFAULT_NAMESRV_ADDR_LOOKUP);
    String host = domain.indexOf(':') > 0 ? domain : domain + ":8080";
    String subgroup = System.getProperty("rocketmq.namesrv.domain.subgroup", "nsaddr");
    String unit = unitName == null || unitName.isBlank() ? "" : "-" + unitName + "?nofix=1";
    return "http://" + host + "/rocketmq/" + subgroup + unit;
  }

  /** What each request carries besides its own fields (protocol 1.13). */
  private static Map<String, String> fields(ClientConfig config) {
    String namespace = config.getNamespaceV2();
    String zone = told(MixAll.ROCKETMQ_ZONE_PROPERTY, MixAll.ROCKETMQ_ZONE_ENV);
    String zoneMode = told(MixAll.ROCKETMQ_ZONE_MODE_PROPERTY, MixAll.ROCKETMQ_ZONE_MODE_ENV);
    boolean inNamespace = namespace != null && !namespace.isEmpty();
    if (!inNamespace && !config.isEnableStreamRequestType() && zone == null && zoneMode == null) {
      return Map.of();
    }
    Map<String, String> fields = new HashMap<>();
    if (inNamespace) {
      fields.put(MixAll.RPC_REQUEST_HEADER_NAMESPACED_FIELD, "true");
      fields.put(MixAll.RPC_REQUEST_HEADER_NAMESPACE_FIELD, namespace);
    }
    if (config.isEnableStreamRequestType()) {
      fields.put(REQUEST_TYPE, STREAM);
    }
    if (zone != null) {
      fields.put(MixAll.ZONE_NAME, zone);
    }
    if (zoneMode != null) {
      fields.put(MixAll.ZONE_MODE, zoneMode);
    }
    return fields;
  }

  private static @Nullable String told(String property, String environment) {
    String text = System.getProperty(property);
    String value = text != null ? text : System.getenv(environment);
    return value == null || value.isBlank() ? null : value;
  }

  private static LinkSettings link() {
    return new LinkSettings(
        headerForm(),
        number(TRANSPORT + "frameMaxLength", FrameDecoder.MAX_FRAME),
        LinkSettings.DEFAULT.highWater(),
        Duration.ofSeconds(number(TRANSPORT + "client.channel.maxIdleTimeSeconds", 120)),
        KEPT_BUFFER);
  }

  // Any other text is fatal, as known: a misspelt name must not silently mean the default.
  private static HeaderForm headerForm() {
    String property = System.getProperty("rocketmq.serialize.type");
    String name = property != null ? property : System.getenv("ROCKETMQ_SERIALIZE_TYPE");
    if (name == null || name.isBlank()) {
      return HeaderForm.JSON;
    }
    try {
      return HeaderForm.valueOf(name.trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "rocketmq.serialize.type is " + name + "; it can be JSON or ROCKETMQ", e);
    }
  }

  private static int number(String property, int otherwise) {
    String text = System.getProperty(property);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the system property " + property + " is " + text + ", which is no number", e);
    }
  }
}
