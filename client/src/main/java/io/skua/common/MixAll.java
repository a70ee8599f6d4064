package io.skua.common;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Well-known names: environment variables, system properties, groups, and prefixes of topics. Safe
 * for use from any thread.
 */
public class MixAll {
  /** Environment variable: directory of an installation. */
  public static final String ROCKETMQ_HOME_ENV = "ROCKETMQ_HOME";

  /** System property: directory of an installation. */
  public static final String ROCKETMQ_HOME_PROPERTY = "rocketmq.home.dir";

  /** Environment variable: name servers, {@code host:port} separated by semicolons. */
  public static final String NAMESRV_ADDR_ENV = "NAMESRV_ADDR";

  /** System property: name servers; goes before {@link #NAMESRV_ADDR_ENV}. */
  public static final String NAMESRV_ADDR_PROPERTY = "rocketmq.namesrv.addr";

  /** System property: how bodies are compressed, {@code LZ4}, {@code ZSTD} or {@code ZLIB}. */
  public static final String MESSAGE_COMPRESS_TYPE = "rocketmq.message.compressType";

  /** System property: how hard bodies are compressed. */
  public static final String MESSAGE_COMPRESS_LEVEL = "rocketmq.message.compressLevel";

  /** Host that is asked for the name servers over HTTP when nothing else names them. */
  public static final String DEFAULT_NAMESRV_ADDR_LOOKUP = "jmenv.tbsite.net";

  private static final String DOMAIN_PROPERTY = "rocketmq.namesrv.domain";
  private static final String SUBGROUP_PROPERTY = "rocketmq.namesrv.domain.subgroup";

  /** Host of {@link #getWSAddr} when this class was loaded: {@code rocketmq.namesrv.domain}. */
  public static final String WS_DOMAIN_NAME =
      System.getProperty(DOMAIN_PROPERTY, DEFAULT_NAMESRV_ADDR_LOOKUP);

  /** Likewise for the end of its path: {@code rocketmq.namesrv.domain.subgroup}. */
  public static final String WS_DOMAIN_SUBGROUP = System.getProperty(SUBGROUP_PROPERTY, "nsaddr");

  /** Group that a producer has until it is given one; it cannot be started with this. */
  public static final String DEFAULT_PRODUCER_GROUP = "DEFAULT_PRODUCER";

  /** Group that a consumer has until it is given one. */
  public static final String DEFAULT_CONSUMER_GROUP = "DEFAULT_CONSUMER";

  /** Group of the administration tools. */
  public static final String TOOLS_CONSUMER_GROUP = "TOOLS_CONSUMER";

  /** Group that the broker reads delayed messages as. */
  public static final String SCHEDULE_CONSUMER_GROUP = "SCHEDULE_CONSUMER";

  /** Group of the legacy filter server. */
  public static final String FILTERSRV_CONSUMER_GROUP = "FILTERSRV_CONSUMER";

  /** Group of the monitor. */
  public static final String MONITOR_CONSUMER_GROUP = "__MONITOR_CONSUMER";

  /** Group of the producer that every client instance has for itself. */
  public static final String CLIENT_INNER_PRODUCER_GROUP = "CLIENT_INNER_PRODUCER";

  /** Group of a producer that tests a broker. */
  public static final String SELF_TEST_PRODUCER_GROUP = "SELF_TEST_P_GROUP";

  /** Group of a consumer that tests a broker. */
  public static final String SELF_TEST_CONSUMER_GROUP = "SELF_TEST_C_GROUP";

  /** Prefix of the groups of the system. */
  public static final String CID_RMQ_SYS_PREFIX = "CID_RMQ_SYS_";

  /** Group that the broker reads half messages as. */
  public static final String CID_SYS_RMQ_TRANS = "CID_RMQ_SYS_TRANS";

  /** Character set of text in messages. */
  public static final String DEFAULT_CHARSET = "UTF-8";

  /** Id of the broker that accepts writes in a group of replicas. */
  public static final long MASTER_ID = 0L;

  /** Prefix of the topic that a consumer group's failed messages wait in. */
  public static final String RETRY_GROUP_TOPIC_PREFIX = "%RETRY%";

  /** Prefix of the topic that a consumer group's dead letters end in. */
  public static final String DLQ_GROUP_TOPIC_PREFIX = "%DLQ%";

  /** End of the name of a cluster's topic for replies. */
  public static final String REPLY_TOPIC_POSTFIX = "REPLY_TOPIC";

  /** Region that traces name when the broker names none. */
  public static final String DEFAULT_TRACE_REGION_ID = "DefaultRegion";

  /** Type of a message that replies to a request. */
  public static final String REPLY_MESSAGE_FLAG = "reply";

  /** Prefix of light queues. */
  public static final String LMQ_PREFIX = "%LMQ%";

  /** The one queue of a light queue. */
  public static final int LMQ_QUEUE_ID = 0;

  /** What separates light queues in a property. */
  public static final String LMQ_DISPATCH_SEPARATOR = ",";

  /** Environment variable: zone that this client is in. */
  public static final String ROCKETMQ_ZONE_ENV = "ROCKETMQ_ZONE";

  /** System property: zone that this client is in. */
  public static final String ROCKETMQ_ZONE_PROPERTY = "rocketmq.zone";

  /** Environment variable: whether routes are reduced to this client's zone. */
  public static final String ROCKETMQ_ZONE_MODE_ENV = "ROCKETMQ_ZONE_MODE";

  /** System property: whether routes are reduced to this client's zone. */
  public static final String ROCKETMQ_ZONE_MODE_PROPERTY = "rocketmq.zone.mode";

  /** Field of a request that names the zone. */
  public static final String ZONE_NAME = "__ZONE_NAME";

  /** Field of a request that says whether routes are reduced to the zone. */
  public static final String ZONE_MODE = "__ZONE_MODE";

  /** Field of a request that says whether it has a namespace of version 2. */
  public static final String RPC_REQUEST_HEADER_NAMESPACED_FIELD = "nsd";

  /** Field of a request that names its namespace of version 2. */
  public static final String RPC_REQUEST_HEADER_NAMESPACE_FIELD = "ns";

  /** There is nothing to create; kept because the constructor has always been public. */
  public MixAll() {}

  /**
   * Returns where to ask for the name servers over HTTP. The system properties {@code
   * rocketmq.namesrv.domain} and {@code rocketmq.namesrv.domain.subgroup} are read at each call
   * (protocol 6.3); a domain without a port gets 8080.
   */
  public static String getWSAddr() {
    String domain = System.getProperty(DOMAIN_PROPERTY, DEFAULT_NAMESRV_ADDR_LOOKUP);
    String subgroup = System.getProperty(SUBGROUP_PROPERTY, "nsaddr");
    String port = domain.indexOf(':') > 0 ? "" : ":8080";
    return "http://" + domain + port + "/rocketmq/" + subgroup;
  }

  /** Returns the topic that the failed messages of a consumer group wait in. */
  public static String getRetryTopic(String consumerGroup) {
    return RETRY_GROUP_TOPIC_PREFIX + consumerGroup;
  }

  /** Returns the topic that the dead letters of a consumer group end in. */
  public static String getDLQTopic(String consumerGroup) {
    return DLQ_GROUP_TOPIC_PREFIX + consumerGroup;
  }

  /** Returns the topic for replies of a cluster. */
  public static String getReplyTopic(String clusterName) {
    return clusterName + "_" + REPLY_TOPIC_POSTFIX;
  }

  /** Tells whether a group belongs to the system, by its prefix. */
  public static boolean isSysConsumerGroup(String consumerGroup) {
    return consumerGroup.startsWith(CID_RMQ_SYS_PREFIX);
  }

  /** Tells whether a name is that of a light queue, by its prefix. */
  public static boolean isLmq(@Nullable String lmqMetaData) {
    return lmqMetaData != null && lmqMetaData.startsWith(LMQ_PREFIX);
  }

  /**
   * Returns the address to use for a broker's address.
   *
   * @param isChange whether the broker's second port is wanted, which is lower by 2; if not, the
   *     address itself is returned
   * @throws IllegalArgumentException if the port is wanted and the address is not {@code host:port}
   */
  public static String brokerVIPChannel(boolean isChange, String brokerAddr) {
    if (!isChange) {
      return brokerAddr;
    }
    int colon = brokerAddr.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "Expected a broker address host:port, but got " + brokerAddr);
    }
    int port = Integer.parseInt(brokerAddr.substring(colon + 1));
    return brokerAddr.substring(0, colon + 1) + (port - 2);
  }

  /** Returns the content of a file, in UTF-8. */
  public static String file2String(String fileName) throws IOException {
    return file2String(new File(fileName));
  }

  /** Returns the content of a file, in UTF-8. */
  public static String file2String(File file) throws IOException {
    return Files.readString(file.toPath());
  }

  /** Returns what a URL leads to, in UTF-8; null when it cannot be read. */
  public static @Nullable String file2String(URL url) {
    try (InputStream content = url.openStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }
}
