package io.skua.server.admin;

import io.skua.net.Address;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Identity;
import io.skua.server.broker.SystemTopics;
import io.skua.server.broker.Topics;
import io.skua.server.config.Configuration;
import io.skua.server.transaction.TransactionSettings;
import io.skua.store.FlushMode;
import io.skua.store.MessageStore;
import io.skua.store.StoreSettings;
import io.skua.store.disk.Disk;
import io.skua.store.log.CommitLog;
import java.time.Duration;

/** The settings of a broker that tools read and change: requests 25 and 26. On the loop. */
public final class BrokerSettings {
  private static final long MOST_HOURS = 24L * 365 * 100;

  private BrokerSettings() {}

  /**
   * Returns the settings.
   *
   * @param address what clients and name servers are told
   */
  public static Configuration of(
      Identity identity,
      Address address,
      Topics topics,
      Groups groups,
      MessageStore store,
      Disk disk,
      TransactionSettings transactions) {
    StoreSettings opened = store.settings();
    return new Configuration()
        .fixed("brokerClusterName", identity.cluster())
        .fixed("brokerName", identity.broker())
        .fixed("brokerId", Identity.MASTER)
        .fixed("brokerRole", "ASYNC_MASTER")
        .fixed("brokerPermission", 6)
        .fixed("brokerIP1", address.host())
        .fixed("listenPort", address.port())
        .fixed("regionId", Identity.REGION)
        .fixed("traceOn", true)
        .fixed("traceTopicEnable", true)
        .fixed("msgTraceTopicName", SystemTopics.TRACE)
        .fixed("storePathRootDir", disk.describe(""))
        .fixed("storePathCommitLog", disk.describe(CommitLog.DIRECTORY))
        .fixed("mappedFileSizeCommitLog", store.logFileBytes())
        .fixed("mappedFileSizeConsumeQueue", store.queueFileBytes())
        .fixed("maxMessageSize", opened.maxMessageBytes())
        .fixed("messageIndexEnable", opened.index().on())
        .fixed("messageDelayLevel", delays(opened))
        .fixed("transactionTimeOut", transactions.timeout().toMillis())
        .fixed("transactionCheckMax", transactions.maxChecks())
        .fixed("transactionCheckInterval", transactions.interval().toMillis())
        .live(
            "autoCreateTopicEnable",
            () -> Boolean.toString(topics.autoCreate()),
            Configuration::flag,
            topics::autoCreate)
        .live(
            "autoCreateSubscriptionGroup",
            () -> Boolean.toString(groups.autoCreate()),
            Configuration::flag,
            groups::autoCreate)
        .live(
            "fileReservedTime",
            () -> Long.toString(store.settings().retention().toHours()),
            BrokerSettings::hours,
            hours -> retain(store, hours))
        .live(
            "flushDiskType",
            () -> store.settings().flush().name() + "_FLUSH",
            BrokerSettings::flushMode,
            mode -> store.change(store.settings().withFlush(mode)));
  }

  private static String delays(StoreSettings settings) {
    StringBuilder levels = new StringBuilder();
    for (long millis : settings.delayMillis()) {
      levels.append(levels.isEmpty() ? "" : " ").append(millis / 1000).append('s');
    }
    return levels.toString();
  }

  private static Duration hours(String text) {
    try {
      long hours = Long.parseLong(text);
      if (hours > 0 && hours <= MOST_HOURS) {
        return Duration.ofHours(hours);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("it can be a number of hours from 1 to " + MOST_HOURS);
  }

  private static void retain(MessageStore store, Duration retention) {
    StoreSettings now = store.settings();
    store.change(now.withRetention(retention, now.maxLogBytes(), now.minFreeBytes()));
  }

  private static FlushMode flushMode(String text) {
    return switch (text) {
      case "ASYNC_FLUSH" -> FlushMode.ASYNC;
      case "SYNC_FLUSH" -> FlushMode.SYNC;
      default -> throw new IllegalArgumentException("it can be ASYNC_FLUSH or SYNC_FLUSH");
    };
  }
}
