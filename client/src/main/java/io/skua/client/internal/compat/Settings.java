package io.skua.client.internal.compat;

import io.skua.client.ClientConfig;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.names.NameServerLookup;
import io.skua.common.MixAll;
import io.skua.net.LinkSettings;
import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.frame.HeaderForm;
import java.time.Duration;
import java.util.Locale;

/**
 * The public settings and the known system properties (protocol 6.25) as the settings of an
 * instance.
 */
public final class Settings {
  private static final String TRANSPORT = "com.rocketmq.remoting.";

  private Settings() {}

  /**
   * Takes a copy.
   *
   * @throws IllegalArgumentException when a property or an address is not of its form, or a file
   *     for TLS cannot be used
   */
  public static ClientSettings of(ClientConfig config) {
    return new ClientSettings(
        config.buildMQClientId(),
        config.getClientIP(),
        config.getNamesrvAddr(),
        NameServerLookup.url(
            System.getProperty("rocketmq.namesrv.domain", MixAll.DEFAULT_NAMESRV_ADDR_LOOKUP),
            System.getProperty("rocketmq.namesrv.domain.subgroup", "nsaddr"),
            config.getUnitName()),
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
        config.isUseTLS() ? TlsProperties.client(config.getTlsOptions()) : null);
  }

  private static LinkSettings link() {
    return new LinkSettings(
        headerForm(),
        number(TRANSPORT + "frameMaxLength", FrameDecoder.MAX_FRAME),
        LinkSettings.DEFAULT.highWater(),
        Duration.ofSeconds(number(TRANSPORT + "client.channel.maxIdleTimeSeconds", 120)));
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
