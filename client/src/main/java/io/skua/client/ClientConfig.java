package io.skua.client;

import io.skua.client.metrics.ClientListener;
import io.skua.common.MixAll;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.netty.TlsSystemConfig;
import io.skua.remoting.protocol.LanguageCode;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.runtime.ProcessId;
import io.skua.runtime.SystemPlatform;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that producers and consumers share (protocol 6.25).
 *
 * <p>Where a setting has a system property or an environment variable, it is read when the object
 * is constructed, and the setter goes before it. A setter may be called from any thread; every
 * setting is visible to all threads at once, but two settings are not changed together. Settings
 * that make up the identity of a client ({@link #buildMQClientId}) and its connections count as
 * they are at the start of the client.
 */
public class ClientConfig {
  /** System property of {@link #setVipChannelEnabled}; false by default. */
  public static final String SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY =
      "com.rocketmq.sendMessageWithVIPChannel";

  /** System property of {@link #setSocksProxyConfig}; <code>{}</code> by default. */
  public static final String SOCKS_PROXY_CONFIG = "com.rocketmq.socks.proxy.config";

  /** System property of {@link #setDecodeReadBody}; true by default. */
  public static final String DECODE_READ_BODY = "com.rocketmq.read.body";

  /** System property of {@link #setDecodeDecompressBody}; true by default. */
  public static final String DECODE_DECOMPRESS_BODY = "com.rocketmq.decompress.body";

  /** System property of {@link #setSendLatencyEnable}; false by default. */
  public static final String SEND_LATENCY_ENABLE = "com.rocketmq.sendLatencyEnable";

  /** System property of {@link #setStartDetectorEnable}; false by default. */
  public static final String START_DETECTOR_ENABLE = "com.rocketmq.startDetectorEnable";

  /** System property of {@link #setUseHeartbeatV2}; false by default. */
  public static final String HEART_BEAT_V2 = "com.rocketmq.heartbeat.v2";

  private static final String INSTANCE_NAME_PROPERTY = "rocketmq.client.name";
  private static final String DEFAULT_INSTANCE_NAME = "DEFAULT";

  private volatile @Nullable String namesrvAddr = nameServers(System.getenv());
  private volatile String clientIP = LocalAddress.choose();
  private volatile String instanceName =
      System.getProperty(INSTANCE_NAME_PROPERTY, DEFAULT_INSTANCE_NAME);
  private volatile int clientCallbackExecutorThreads = Runtime.getRuntime().availableProcessors();

  /** See {@link #setNamespace}; null also as long as nobody has asked for it. */
  protected volatile @Nullable String namespace;

  // True once the namespace is settled. Written under the lock of this object, and after it.
  private volatile boolean namespaceInitialized;

  /** See {@link #setNamespaceV2}. */
  protected volatile @Nullable String namespaceV2;

  /** See {@link #setAccessChannel}. */
  protected volatile AccessChannel accessChannel = AccessChannel.LOCAL;

  private volatile int pollNameServerInterval = 30_000;
  private volatile int heartbeatBrokerInterval = 30_000;
  private volatile int persistConsumerOffsetInterval = 5_000;
  private volatile long pullTimeDelayMillsWhenException = 1_000;
  private volatile int traceMsgBatchNum = 10;
  private volatile boolean unitMode;
  private volatile @Nullable String unitName;
  private volatile boolean decodeReadBody = flag(DECODE_READ_BODY, true);
  private volatile boolean decodeDecompressBody = flag(DECODE_DECOMPRESS_BODY, true);
  private volatile boolean vipChannelEnabled = flag(SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY, false);
  private volatile boolean useHeartbeatV2 = flag(HEART_BEAT_V2, false);
  private volatile boolean useTLS = flag(TlsSystemConfig.TLS_ENABLE, TlsSystemConfig.tlsEnable);
  private volatile @Nullable TlsOptions tlsOptions;
  private volatile String socksProxyConfig = System.getProperty(SOCKS_PROXY_CONFIG, "{}");
  private volatile int mqClientApiTimeout = 3_000;
  private volatile int detectTimeout = 200;
  private volatile int detectInterval = 2_000;
  private volatile LanguageCode language = LanguageCode.JAVA;

  /** See {@link #setEnableStreamRequestType}. */
  protected volatile boolean enableStreamRequestType;

  private volatile boolean sendLatencyEnable = flag(SEND_LATENCY_ENABLE, false);
  private volatile boolean startDetectorEnable = flag(START_DETECTOR_ENABLE, false);
  private volatile boolean enableHeartbeatChannelEventListener = true;

  /** See {@link #setEnableTrace}. */
  protected volatile boolean enableTrace;

  /** See {@link #setTraceTopic}. */
  protected volatile @Nullable String traceTopic;

  private volatile @Nullable ClientListener clientListener;

  /** Creates settings from system properties, environment variables and defaults. */
  public ClientConfig() {}

  /** Returns the system property for the name servers, else the environment's, else null. */
  static @Nullable String nameServers(Map<String, String> environment) {
    String property = System.getProperty(MixAll.NAMESRV_ADDR_PROPERTY);
    return property != null ? property : environment.get(MixAll.NAMESRV_ADDR_ENV);
  }

  private static boolean flag(String property, boolean byDefault) {
    return Boolean.parseBoolean(System.getProperty(property, Boolean.toString(byDefault)));
  }

  /**
   * Returns the id by which servers know a client: {@code ip@instanceName}, then {@code @unitName}
   * if one is set, then {@code @STREAM} if {@link #setEnableStreamRequestType} is on. Clients of a
   * process with equal ids share connections and timers (protocol 6.2).
   */
  public String buildMQClientId() {
    StringBuilder id = new StringBuilder().append(clientIP).append('@').append(instanceName);
    String unit = unitName;
    if (unit != null && !unit.isBlank()) {
      id.append('@').append(unit);
    }
    if (enableStreamRequestType) {
      id.append("@STREAM");
    }
    return id.toString();
  }

  /** Returns how many traces go into one message at most. */
  public int getTraceMsgBatchNum() {
    return traceMsgBatchNum;
  }

  /** Sets how many traces go into one message at most; 10 by default. */
  public void setTraceMsgBatchNum(int traceMsgBatchNum) {
    this.traceMsgBatchNum = traceMsgBatchNum;
  }

  /** Returns the address of this machine that stands in the client id. */
  public String getClientIP() {
    return clientIP;
  }

  /**
   * Sets the address that stands in the client id. By default it is the first IPv4 address of this
   * machine that is not internal, else the last IPv4 address, else an IPv6 address in brackets.
   */
  public void setClientIP(String clientIP) {
    this.clientIP = clientIP;
  }

  /** Returns the part of the client id that tells clients on one machine apart. */
  public String getInstanceName() {
    return instanceName;
  }

  /**
   * Sets the part of the client id that tells clients on one machine apart. By default it is the
   * system property {@code rocketmq.client.name}, else {@code DEFAULT}, which a start replaces by
   * something unique. Clients of one process that are given the same name share an instance.
   */
  public void setInstanceName(String instanceName) {
    this.instanceName = instanceName;
  }

  /**
   * Replaces the instance name by {@code <pid>#<nanoseconds>} if it is exactly {@code DEFAULT}. The
   * start of a client calls this.
   */
  public void changeInstanceNameToPID() {
    if (instanceName.equals(DEFAULT_INSTANCE_NAME)) {
      instanceName = ProcessId.current() + "#" + SystemPlatform.INSTANCE.clock().nanos();
    }
  }

  /** Returns a topic or group as servers know it: with the namespace of version 1, if any. */
  public String withNamespace(String resource) {
    return NamespaceUtil.wrapNamespace(getNamespace(), resource);
  }

  /** Returns topics or groups as servers know them, in a new set. */
  public Set<String> withNamespace(Set<String> resourceSet) {
    Set<String> wrapped = new HashSet<>();
    for (String resource : resourceSet) {
      wrapped.add(withNamespace(resource));
    }
    return wrapped;
  }

  /** Returns a topic or group as the application knows it: without this client's namespace. */
  public String withoutNamespace(String resource) {
    return NamespaceUtil.withoutNamespace(resource, getNamespace());
  }

  /** Returns topics or groups as the application knows them, in a new set. */
  public Set<String> withoutNamespace(Set<String> resourceSet) {
    Set<String> unwrapped = new HashSet<>();
    for (String resource : resourceSet) {
      unwrapped.add(withoutNamespace(resource));
    }
    return unwrapped;
  }

  /** Returns a queue whose topic is as servers know it: the same object if it need not change. */
  public MessageQueue queueWithNamespace(MessageQueue queue) {
    if (hasNoNamespace()) {
      return queue;
    }
    return new MessageQueue(
        withNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId());
  }

  /** Changes the topics of these queues to what servers know, and returns the same collection. */
  public Collection<MessageQueue> queuesWithNamespace(Collection<MessageQueue> queues) {
    if (!hasNoNamespace()) {
      for (MessageQueue queue : queues) {
        queue.setTopic(withNamespace(queue.getTopic()));
      }
    }
    return queues;
  }

  private boolean hasNoNamespace() {
    String current = getNamespace();
    return current == null || current.isEmpty();
  }

  /**
   * Takes over all settings of another object, except access channel and {@link
   * #setTraceMsgBatchNum}, which have never been taken over.
   */
  public synchronized void resetClientConfig(ClientConfig cc) {
    namesrvAddr = cc.namesrvAddr;
    clientIP = cc.clientIP;
    instanceName = cc.instanceName;
    clientCallbackExecutorThreads = cc.clientCallbackExecutorThreads;
    pollNameServerInterval = cc.pollNameServerInterval;
    heartbeatBrokerInterval = cc.heartbeatBrokerInterval;
    persistConsumerOffsetInterval = cc.persistConsumerOffsetInterval;
    pullTimeDelayMillsWhenException = cc.pullTimeDelayMillsWhenException;
    unitMode = cc.unitMode;
    unitName = cc.unitName;
    vipChannelEnabled = cc.vipChannelEnabled;
    useTLS = cc.useTLS;
    tlsOptions = cc.tlsOptions;
    socksProxyConfig = cc.socksProxyConfig;
    namespace = cc.namespace;
    namespaceV2 = cc.namespaceV2;
    language = cc.language;
    mqClientApiTimeout = cc.mqClientApiTimeout;
    decodeReadBody = cc.decodeReadBody;
    decodeDecompressBody = cc.decodeDecompressBody;
    enableStreamRequestType = cc.enableStreamRequestType;
    useHeartbeatV2 = cc.useHeartbeatV2;
    startDetectorEnable = cc.startDetectorEnable;
    sendLatencyEnable = cc.sendLatencyEnable;
    enableHeartbeatChannelEventListener = cc.enableHeartbeatChannelEventListener;
    detectInterval = cc.detectInterval;
    detectTimeout = cc.detectTimeout;
    enableTrace = cc.enableTrace;
    traceTopic = cc.traceTopic;
    clientListener = cc.clientListener;
  }

  /** Returns new settings that took these over; see {@link #resetClientConfig}. */
  public ClientConfig cloneClientConfig() {
    ClientConfig copy = new ClientConfig();
    copy.resetClientConfig(this);
    return copy;
  }

  /**
   * Returns the name servers, or null if none are set. Of an address that begins with {@code
   * http://}, what follows the last slash.
   */
  public @Nullable String getNamesrvAddr() {
    String endpoint = namesrvAddr;
    return endpoint == null ? null : NameServerEndpoint.address(endpoint);
  }

  /**
   * Sets the name servers, {@code host:port} of each, separated by semicolons. By default the
   * system property {@code rocketmq.namesrv.addr}, else the environment variable {@code
   * NAMESRV_ADDR}; with null the client asks for them over HTTP when it starts (protocol 6.3).
   */
  public synchronized void setNamesrvAddr(@Nullable String namesrvAddr) {
    this.namesrvAddr = namesrvAddr;
    this.namespaceInitialized = false;
  }

  /** Returns how many threads run callbacks at most. */
  public int getClientCallbackExecutorThreads() {
    return clientCallbackExecutorThreads;
  }

  /** Sets how many threads run callbacks at most; the number of processors by default. */
  public void setClientCallbackExecutorThreads(int clientCallbackExecutorThreads) {
    this.clientCallbackExecutorThreads = clientCallbackExecutorThreads;
  }

  /** Returns the time between two looks at the routes, in milliseconds. */
  public int getPollNameServerInterval() {
    return pollNameServerInterval;
  }

  /** Sets the time between two looks at the routes, in milliseconds; 30000 by default. */
  public void setPollNameServerInterval(int pollNameServerInterval) {
    this.pollNameServerInterval = pollNameServerInterval;
  }

  /** Returns the time between two heartbeats to the brokers, in milliseconds. */
  public int getHeartbeatBrokerInterval() {
    return heartbeatBrokerInterval;
  }

  /** Sets the time between two heartbeats to the brokers, in milliseconds; 30000 by default. */
  public void setHeartbeatBrokerInterval(int heartbeatBrokerInterval) {
    this.heartbeatBrokerInterval = heartbeatBrokerInterval;
  }

  /** Returns the time between two savings of consumers' offsets, in milliseconds. */
  public int getPersistConsumerOffsetInterval() {
    return persistConsumerOffsetInterval;
  }

  /** Sets the time between two savings of consumers' offsets, in milliseconds; 5000 by default. */
  public void setPersistConsumerOffsetInterval(int persistConsumerOffsetInterval) {
    this.persistConsumerOffsetInterval = persistConsumerOffsetInterval;
  }

  /** Returns how long a consumer waits after a pull that failed, in milliseconds. */
  public long getPullTimeDelayMillsWhenException() {
    return pullTimeDelayMillsWhenException;
  }

  /** Sets how long a consumer waits after a pull that failed, in milliseconds; 1000 by default. */
  public void setPullTimeDelayMillsWhenException(long pullTimeDelayMillsWhenException) {
    this.pullTimeDelayMillsWhenException = pullTimeDelayMillsWhenException;
  }

  /** Returns the unit that this client belongs to, or null. */
  public @Nullable String getUnitName() {
    return unitName;
  }

  /** Sets the unit that this client belongs to; it becomes part of the client id. */
  public void setUnitName(@Nullable String unitName) {
    this.unitName = unitName;
  }

  /** Tells whether this client belongs to a unit of a deployment in units. */
  public boolean isUnitMode() {
    return unitMode;
  }

  /** Sets whether this client belongs to a unit; false by default. */
  public void setUnitMode(boolean unitMode) {
    this.unitMode = unitMode;
  }

  /** Tells whether sends go to the broker's second port. */
  public boolean isVipChannelEnabled() {
    return vipChannelEnabled;
  }

  /** Sets whether sends go to the broker's second port, which is lower by 2; false by default. */
  public void setVipChannelEnabled(boolean vipChannelEnabled) {
    this.vipChannelEnabled = vipChannelEnabled;
  }

  /** Tells whether connections use TLS. */
  public boolean isUseTLS() {
    return useTLS;
  }

  /**
   * Sets whether connections use TLS; system property {@code tls.enable}, false by default. How
   * they use it, {@link #setTlsOptions} says, else system properties do.
   */
  public void setUseTLS(boolean useTLS) {
    this.useTLS = useTLS;
  }

  /** Returns how connections use TLS, or null when system properties say it. */
  public @Nullable TlsOptions getTlsOptions() {
    return tlsOptions;
  }

  /**
   * Sets how connections use TLS, and turns TLS on. With null, {@link TlsOptions#ofProperties} says
   * how, and TLS stays on or off as it was. Clients with different options never share connections.
   */
  public void setTlsOptions(@Nullable TlsOptions tlsOptions) {
    this.tlsOptions = tlsOptions;
    if (tlsOptions != null) {
      useTLS = true;
    }
  }

  /** Returns the SOCKS proxies as JSON; <code>{}</code> for none. */
  public String getSocksProxyConfig() {
    return socksProxyConfig;
  }

  /** Sets the SOCKS proxies as JSON: an object from a network to the proxy for it. */
  public void setSocksProxyConfig(String socksProxyConfig) {
    this.socksProxyConfig = socksProxyConfig;
  }

  /** Returns the language that requests name. */
  public LanguageCode getLanguage() {
    return language;
  }

  /** Sets the language that requests name; Java by default. */
  public void setLanguage(LanguageCode language) {
    this.language = language;
  }

  /** Tells whether the bodies of pulled messages are read. */
  public boolean isDecodeReadBody() {
    return decodeReadBody;
  }

  /** Sets whether the bodies of pulled messages are read; true by default. */
  public void setDecodeReadBody(boolean decodeReadBody) {
    this.decodeReadBody = decodeReadBody;
  }

  /** Tells whether the bodies of pulled messages are decompressed. */
  public boolean isDecodeDecompressBody() {
    return decodeDecompressBody;
  }

  /** Sets whether the bodies of pulled messages are decompressed; true by default. */
  public void setDecodeDecompressBody(boolean decodeDecompressBody) {
    this.decodeDecompressBody = decodeDecompressBody;
  }

  /**
   * Returns the namespace of version 1: the one that was set, else the one that the name server
   * address names when this is first asked for ({@code MQ_INST_<a>_<b>.<rest>}), else null.
   */
  public @Nullable String getNamespace() {
    if (!namespaceInitialized) {
      settleNamespace();
    }
    return namespace;
  }

  private synchronized void settleNamespace() {
    String current = namespace;
    String endpoint = namesrvAddr;
    if ((current == null || current.isEmpty()) && endpoint != null) {
      String named = NameServerEndpoint.namespace(endpoint);
      namespace = named != null ? named : current;
    }
    namespaceInitialized = true;
  }

  /**
   * Sets the namespace of version 1, which the client puts into the names of topics and groups; see
   * {@link NamespaceUtil}. New deployments use {@link #setNamespaceV2}.
   */
  public synchronized void setNamespace(@Nullable String namespace) {
    this.namespace = namespace;
    this.namespaceInitialized = true;
  }

  /** Returns the namespace of version 2, or null. */
  public @Nullable String getNamespaceV2() {
    return namespaceV2;
  }

  /** Sets the namespace of version 2, which requests carry; names stay as they are. */
  public void setNamespaceV2(@Nullable String namespaceV2) {
    this.namespaceV2 = namespaceV2;
  }

  /** Returns what kind of service this client talks to. */
  public AccessChannel getAccessChannel() {
    return accessChannel;
  }

  /** Sets what kind of service this client talks to; {@link AccessChannel#LOCAL} by default. */
  public void setAccessChannel(AccessChannel accessChannel) {
    this.accessChannel = accessChannel;
  }

  /** Returns the time limit of requests other than sends and pulls, in milliseconds. */
  public int getMqClientApiTimeout() {
    return mqClientApiTimeout;
  }

  /** Sets the time limit of requests other than sends and pulls, in milliseconds; 3000. */
  public void setMqClientApiTimeout(int mqClientApiTimeout) {
    this.mqClientApiTimeout = mqClientApiTimeout;
  }

  /** Tells whether requests are marked as coming from a stream. */
  public boolean isEnableStreamRequestType() {
    return enableStreamRequestType;
  }

  /** Sets whether requests are marked as coming from a stream; it shows in the client id. */
  public void setEnableStreamRequestType(boolean enableStreamRequestType) {
    this.enableStreamRequestType = enableStreamRequestType;
  }

  /** Tells whether sends avoid brokers that were slow or failed. */
  public boolean isSendLatencyEnable() {
    return sendLatencyEnable;
  }

  /** Sets whether sends avoid brokers that were slow or failed (protocol 6.9). */
  public void setSendLatencyEnable(boolean sendLatencyEnable) {
    this.sendLatencyEnable = sendLatencyEnable;
  }

  /** Tells whether brokers that are avoided are tested for being back. */
  public boolean isStartDetectorEnable() {
    return startDetectorEnable;
  }

  /** Sets whether brokers that are avoided are tested for being back. */
  public void setStartDetectorEnable(boolean startDetectorEnable) {
    this.startDetectorEnable = startDetectorEnable;
  }

  /** Tells whether a new connection to a broker brings it a heartbeat at once. */
  public boolean isEnableHeartbeatChannelEventListener() {
    return enableHeartbeatChannelEventListener;
  }

  /** Sets whether a new connection to a broker brings it a heartbeat at once; true by default. */
  public void setEnableHeartbeatChannelEventListener(boolean enableHeartbeatChannelEventListener) {
    this.enableHeartbeatChannelEventListener = enableHeartbeatChannelEventListener;
  }

  /** Returns the time limit of a test of an avoided broker, in milliseconds. */
  public int getDetectTimeout() {
    return detectTimeout;
  }

  /** Sets the time limit of a test of an avoided broker, in milliseconds; 200 by default. */
  public void setDetectTimeout(int detectTimeout) {
    this.detectTimeout = detectTimeout;
  }

  /** Returns the time between two tests of avoided brokers, in milliseconds. */
  public int getDetectInterval() {
    return detectInterval;
  }

  /** Sets the time between two tests of avoided brokers, in milliseconds; 2000 by default. */
  public void setDetectInterval(int detectInterval) {
    this.detectInterval = detectInterval;
  }

  /** Tells whether heartbeats leave out what the broker knows already. */
  public boolean isUseHeartbeatV2() {
    return useHeartbeatV2;
  }

  /** Sets whether heartbeats leave out what the broker knows already (protocol 6.5). */
  public void setUseHeartbeatV2(boolean useHeartbeatV2) {
    this.useHeartbeatV2 = useHeartbeatV2;
  }

  /** Tells whether this client traces its messages. */
  public boolean isEnableTrace() {
    return enableTrace;
  }

  /**
   * Sets whether this client traces its messages: sends a record of each to a topic for traces
   * (protocol 6.20). False by default. Read at the start.
   */
  public void setEnableTrace(boolean enableTrace) {
    this.enableTrace = enableTrace;
  }

  /** Returns the topic for traces, or null for the system's. */
  public @Nullable String getTraceTopic() {
    return traceTopic;
  }

  /** Sets the topic for traces; null for the system's. */
  public void setTraceTopic(@Nullable String traceTopic) {
    this.traceTopic = traceTopic;
  }

  /** Returns who hears of this client's work, or null. */
  public @Nullable ClientListener getClientListener() {
    return clientListener;
  }

  /**
   * Sets who hears of this client's work: of each send, and of the connections, which clients with
   * one id share. Nobody by default. For connections the listener of the start counts; it hears
   * until the last client of that id has ended.
   */
  public void setClientListener(@Nullable ClientListener clientListener) {
    this.clientListener = clientListener;
  }

  /**
   * Returns all settings that Apache's client has but {@link #getTraceMsgBatchNum}, in the form
   * that logs know.
   */
  @Override
  public String toString() {
    return "ClientConfig{namesrvAddr='"
        + namesrvAddr
        + "', clientIP='"
        + clientIP
        + "', instanceName='"
        + instanceName
        + "', clientCallbackExecutorThreads="
        + clientCallbackExecutorThreads
        + ", namespace='"
        + namespace
        + "', namespaceInitialized="
        + namespaceInitialized
        + ", namespaceV2='"
        + namespaceV2
        + "', accessChannel="
        + accessChannel
        + ", pollNameServerInterval="
        + pollNameServerInterval
        + ", heartbeatBrokerInterval="
        + heartbeatBrokerInterval
        + ", persistConsumerOffsetInterval="
        + persistConsumerOffsetInterval
        + ", pullTimeDelayMillsWhenException="
        + pullTimeDelayMillsWhenException
        + ", unitMode="
        + unitMode
        + ", unitName='"
        + unitName
        + "', decodeReadBody="
        + decodeReadBody
        + ", decodeDecompressBody="
        + decodeDecompressBody
        + ", vipChannelEnabled="
        + vipChannelEnabled
        + ", useHeartbeatV2="
        + useHeartbeatV2
        + ", useTLS="
        + useTLS
        + ", socksProxyConfig='"
        + socksProxyConfig
        + "', mqClientApiTimeout="
        + mqClientApiTimeout
        + ", detectTimeout="
        + detectTimeout
        + ", detectInterval="
        + detectInterval
        + ", language="
        + language
        + ", enableStreamRequestType="
        + enableStreamRequestType
        + ", sendLatencyEnable="
        + sendLatencyEnable
        + ", startDetectorEnable="
        + startDetectorEnable
        + ", enableHeartbeatChannelEventListener="
        + enableHeartbeatChannelEventListener
        + ", enableTrace="
        + enableTrace
        + ", traceTopic='"
        + traceTopic
        + "'}";
  }
}
