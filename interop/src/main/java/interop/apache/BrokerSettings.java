package interop.apache;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a broker is to be. The defaults are small files, flushing behind the sender's back, and
 * topics that are created by sending.
 *
 * @param brokerName name of the broker
 * @param nameServers addresses of the name servers, whoever made them: {@code host:port;host:port}
 * @param store store directory; one that exists is opened as it is
 * @param syncFlush whether a send is answered only after the disk has it
 * @param autoCreateTopics whether a send creates its topic
 * @param commitLogFileSize size of the commit log's files in bytes; must be that of existing files
 * @param consumeQueueEntries entries in a file of a consume queue; must be that of existing files
 * @param timers whether it keeps messages for any time, which takes it a file of 37 MB
 * @param others what is different from all this, in the words of the configuration file
 */
public record BrokerSettings(
    String brokerName,
    String nameServers,
    Path store,
    boolean syncFlush,
    boolean autoCreateTopics,
    int commitLogFileSize,
    int consumeQueueEntries,
    boolean timers,
    Map<String, String> others) {
  /** Bytes of a consume queue's entry. */
  private static final int ENTRY = 20;

  private static final String LOOPBACK = "127.0.0.1";
  private static final String ADVERTISED_HOST = "brokerIP1";
  private static final int TIMER_LOG_BYTES = 1 << 20;

  /** The defaults. */
  public static BrokerSettings of(String brokerName, String nameServers, Path store) {
    return new BrokerSettings(
        brokerName, nameServers, store, false, true, 64 << 20, 5_000, false, Map.of());
  }

  /** The same, with another way to flush. */
  public BrokerSettings withSyncFlush(boolean sync) {
    return new BrokerSettings(
        brokerName,
        nameServers,
        store,
        sync,
        autoCreateTopics,
        commitLogFileSize,
        consumeQueueEntries,
        timers,
        others);
  }

  /** The same, with or without creation of topics by sending. */
  public BrokerSettings withAutoCreateTopics(boolean create) {
    return new BrokerSettings(
        brokerName,
        nameServers,
        store,
        syncFlush,
        create,
        commitLogFileSize,
        consumeQueueEntries,
        timers,
        others);
  }

  /** The same with other file sizes: bytes of the commit log's, entries of a consume queue's. */
  public BrokerSettings withFileSizes(int commitLogBytes, int entries) {
    return new BrokerSettings(
        brokerName,
        nameServers,
        store,
        syncFlush,
        autoCreateTopics,
        commitLogBytes,
        entries,
        timers,
        others);
  }

  /** The same with one more setting, in the words of the broker's configuration file. */
  public BrokerSettings with(String key, String value) {
    Map<String, String> more = new HashMap<>(others);
    more.put(key, value);
    return new BrokerSettings(
        brokerName,
        nameServers,
        store,
        syncFlush,
        autoCreateTopics,
        commitLogFileSize,
        consumeQueueEntries,
        timers,
        Map.copyOf(more));
  }

  /** The same, with timers. */
  public BrokerSettings withTimers() {
    return new BrokerSettings(
        brokerName,
        nameServers,
        store,
        syncFlush,
        autoCreateTopics,
        commitLogFileSize,
        consumeQueueEntries,
        true,
        others);
  }

  /** The same, with another host in the routes; it listens on 127.0.0.1 as ever. */
  public BrokerSettings withAdvertisedHost(String host) {
    return with(ADVERTISED_HOST, host);
  }

  String advertisedHost() {
    return others.getOrDefault(ADVERTISED_HOST, LOOPBACK);
  }

  /** In the words of the broker's configuration file. */
  Map<String, String> asProperties(int port) {
    Map<String, String> all = new HashMap<>();
    all.put("brokerClusterName", "DefaultCluster");
    all.put("brokerName", brokerName);
    all.put("brokerId", "0");
    all.put("listenPort", Integer.toString(port));
    all.put("haListenPort", Integer.toString(port + 1));
    all.put("bindAddress", LOOPBACK);
    all.put(ADVERTISED_HOST, LOOPBACK);
    all.put("brokerIP2", LOOPBACK);
    all.put("namesrvAddr", nameServers);
    all.put("storePathRootDir", store.toString());
    all.put("storePathCommitLog", store.resolve("commitlog").toString());
    all.put("flushDiskType", syncFlush ? "SYNC_FLUSH" : "ASYNC_FLUSH");
    all.put("autoCreateTopicEnable", Boolean.toString(autoCreateTopics));
    // What Skua's index files have; the index of its directories cannot be read otherwise.
    all.put("maxHashSlotNum", "250000");
    all.put("maxIndexNum", "1000000");
    all.put("mappedFileSizeCommitLog", Integer.toString(commitLogFileSize));
    all.put("mappedFileSizeConsumeQueue", Integer.toString(consumeQueueEntries * ENTRY));
    all.put("timerWheelEnable", Boolean.toString(timers));
    all.put("mappedFileSizeTimerLog", Integer.toString(TIMER_LOG_BYTES));
    // Producers are asked about their transactions soon.
    all.put("transactionCheckInterval", "1000");
    all.put("transactionTimeOut", "1000");
    all.put("warmMapedFileEnable", "false");
    all.put("transientStorePoolEnable", "false");
    // Not what is under test: refusals because the machine is slow or its disk is nearly full.
    all.put("waitTimeMillsInSendQueue", "20000");
    all.put("waitTimeMillsInPullQueue", "20000");
    all.put("osPageCacheBusyTimeOutMills", "20000");
    all.put("diskMaxUsedSpaceRatio", "95");
    all.putAll(others);
    return all;
  }
}
