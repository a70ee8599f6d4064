package io.skua.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.common.message.MessageQueue;
import io.skua.remoting.netty.TlsSystemConfig;
import io.skua.remoting.protocol.LanguageCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientConfigTest {
  private static final List<String> PROPERTIES =
      List.of(
          "rocketmq.namesrv.addr",
          "rocketmq.client.name",
          "tls.enable",
          "com.rocketmq.read.body",
          "com.rocketmq.decompress.body",
          "com.rocketmq.sendMessageWithVIPChannel",
          "com.rocketmq.heartbeat.v2",
          "com.rocketmq.socks.proxy.config",
          "com.rocketmq.sendLatencyEnable",
          "com.rocketmq.startDetectorEnable");

  @BeforeEach
  @AfterEach
  void clear() {
    PROPERTIES.forEach(System::clearProperty);
    TlsSystemConfig.tlsEnable = false; // whatever the property was when the class was loaded
  }

  @Test
  void tls_can_be_the_default_of_a_process() {
    TlsSystemConfig.tlsEnable = true;
    assertThat(new ClientConfig().isUseTLS()).isTrue();
    System.setProperty("tls.enable", "false");
    assertThat(new ClientConfig().isUseTLS()).isFalse();
  }

  /** Settings in which nothing depends on the machine. */
  private static ClientConfig config() {
    ClientConfig config = new ClientConfig();
    config.setNamesrvAddr(null);
    config.setClientIP("192.0.2.2");
    config.setClientCallbackExecutorThreads(2);
    return config;
  }

  @Test
  void has_the_known_defaults_and_prints_them() {
    assertThat(config())
        .hasToString(
            "ClientConfig{namesrvAddr='null', clientIP='192.0.2.2', instanceName='DEFAULT',"
                + " clientCallbackExecutorThreads=2, namespace='null',"
                + " namespaceInitialized=false, namespaceV2='null', accessChannel=LOCAL,"
                + " pollNameServerInterval=30000, heartbeatBrokerInterval=30000,"
                + " persistConsumerOffsetInterval=5000, pullTimeDelayMillsWhenException=1000,"
                + " unitMode=false, unitName='null', decodeReadBody=true,"
                + " decodeDecompressBody=true, vipChannelEnabled=false, useHeartbeatV2=false,"
                + " useTLS=false, socksProxyConfig='{}', mqClientApiTimeout=3000,"
                + " detectTimeout=200, detectInterval=2000, language=JAVA,"
                + " enableStreamRequestType=false, sendLatencyEnable=false,"
                + " startDetectorEnable=false, enableHeartbeatChannelEventListener=true,"
                + " enableTrace=false, traceTopic='null'}");
    assertThat(new ClientConfig().getClientIP()).isEqualTo(LocalAddress.choose());
    assertThat(new ClientConfig().getClientCallbackExecutorThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(new ClientConfig().getTraceMsgBatchNum()).isEqualTo(10);
  }

  @Test
  void reads_system_properties_at_each_construction() {
    System.setProperty("rocketmq.namesrv.addr", "names:9876");
    System.setProperty("rocketmq.client.name", "name");
    System.setProperty("tls.enable", "true");
    System.setProperty("com.rocketmq.read.body", "false");
    System.setProperty("com.rocketmq.decompress.body", "false");
    System.setProperty("com.rocketmq.sendMessageWithVIPChannel", "true");
    System.setProperty("com.rocketmq.heartbeat.v2", "true");
    System.setProperty("com.rocketmq.socks.proxy.config", "{a}");
    System.setProperty("com.rocketmq.sendLatencyEnable", "true");
    System.setProperty("com.rocketmq.startDetectorEnable", "true");
    ClientConfig config = new ClientConfig();
    assertThat(config.getNamesrvAddr()).isEqualTo("names:9876");
    assertThat(config.getInstanceName()).isEqualTo("name");
    assertThat(config.isUseTLS()).isTrue();
    assertThat(config.isDecodeReadBody()).isFalse();
    assertThat(config.isDecodeDecompressBody()).isFalse();
    assertThat(config.isVipChannelEnabled()).isTrue();
    assertThat(config.isUseHeartbeatV2()).isTrue();
    assertThat(config.getSocksProxyConfig()).isEqualTo("{a}");
    assertThat(config.isSendLatencyEnable()).isTrue();
    assertThat(config.isStartDetectorEnable()).isTrue();
  }

  @Test
  void takes_the_name_servers_from_the_property_before_the_environment() {
    Map<String, String> environment = Map.of("NAMESRV_ADDR", "environment:1");
    assertThat(ClientConfig.nameServers(environment)).isEqualTo("environment:1");
    assertThat(ClientConfig.nameServers(Map.of())).isNull();
    System.setProperty("rocketmq.namesrv.addr", "property:1");
    assertThat(ClientConfig.nameServers(environment)).isEqualTo("property:1");
  }

  @Test
  void builds_the_client_id_from_what_is_set() {
    ClientConfig config = config();
    config.setInstanceName("nm");
    assertThat(config.buildMQClientId()).isEqualTo("192.0.2.2@nm");
    config.setUnitName("un");
    config.setEnableStreamRequestType(true);
    assertThat(config.buildMQClientId()).isEqualTo("192.0.2.2@nm@un@STREAM");
    config.setUnitName(" ");
    assertThat(config.buildMQClientId()).isEqualTo("192.0.2.2@nm@STREAM");
  }

  @Test
  void makes_the_default_instance_name_unique_once() {
    ClientConfig config = config();
    config.changeInstanceNameToPID();
    String name = config.getInstanceName();
    assertThat(name).matches(ProcessHandle.current().pid() + "#-?\\d+");
    config.changeInstanceNameToPID();
    assertThat(config.getInstanceName()).isEqualTo(name);
    config.setInstanceName("mine");
    config.changeInstanceNameToPID();
    assertThat(config.getInstanceName()).isEqualTo("mine");
  }

  @Test
  void cuts_a_name_server_address_with_a_scheme_when_it_is_asked_for() {
    ClientConfig config = config();
    config.setNamesrvAddr("http://a/b:9876");
    assertThat(config.getNamesrvAddr()).isEqualTo("b:9876");
    assertThat(config.toString()).contains("namesrvAddr='http://a/b:9876'");
  }

  @Test
  void takes_the_namespace_from_the_name_server_address_and_then_keeps_it() {
    ClientConfig config = config();
    config.setNamesrvAddr("MQ_INST_1_ab.x:1");
    assertThat(config.getNamespace()).isEqualTo("MQ_INST_1_ab");
    config.setNamesrvAddr("MQ_INST_2_cd.x:1");
    assertThat(config.getNamespace()).isEqualTo("MQ_INST_1_ab");
    config.setNamespace(null);
    assertThat(config.getNamespace()).isNull();
  }

  @Test
  void prefers_the_namespace_that_was_set() {
    ClientConfig config = config();
    config.setNamesrvAddr("MQ_INST_1_ab.x:1");
    config.setNamespace("set");
    assertThat(config.getNamespace()).isEqualTo("set");
    config.setNamesrvAddr("MQ_INST_2_cd.x:1");
    assertThat(config.getNamespace()).isEqualTo("set");
  }

  @Test
  void puts_names_into_its_namespace_and_takes_them_out() {
    ClientConfig config = config();
    config.setNamespace("ns");
    assertThat(config.withNamespace("T")).isEqualTo("ns%T");
    assertThat(config.withNamespace(Set.of("T", "U"))).containsExactlyInAnyOrder("ns%T", "ns%U");
    assertThat(config.withoutNamespace("ns%T")).isEqualTo("T");
    assertThat(config.withoutNamespace("other%T")).isEqualTo("other%T");
    assertThat(config.withoutNamespace(Set.of("ns%T"))).containsExactly("T");
  }

  @Test
  void puts_a_queue_into_its_namespace_as_a_copy_but_a_collection_in_place() {
    ClientConfig config = config();
    config.setNamespace("ns");
    MessageQueue queue = new MessageQueue("T", "b", 1);
    assertThat(config.queueWithNamespace(queue)).isEqualTo(new MessageQueue("ns%T", "b", 1));
    assertThat(queue.getTopic()).isEqualTo("T");
    List<MessageQueue> queues = new ArrayList<>(List.of(queue));
    assertThat(config.queuesWithNamespace(queues)).isSameAs(queues);
    assertThat(queue.getTopic()).isEqualTo("ns%T");
  }

  @Test
  void leaves_queues_alone_without_a_namespace() {
    MessageQueue queue = new MessageQueue("T", "b", 1);
    assertThat(config().queueWithNamespace(queue)).isSameAs(queue);
    assertThat(config().queuesWithNamespace(List.of(queue))).containsExactly(queue);
    assertThat(queue.getTopic()).isEqualTo("T");
  }

  @Test
  void clones_all_settings_but_access_channel_and_trace_batch() {
    ClientConfig config = everySettingChanged();
    assertThat(config)
        .hasToString(
            "ClientConfig{namesrvAddr='MQ_INST_2_cd.x:1', clientIP='ip', instanceName='i',"
                + " clientCallbackExecutorThreads=5, namespace='null',"
                + " namespaceInitialized=false, namespaceV2='v2', accessChannel=CLOUD,"
                + " pollNameServerInterval=3, heartbeatBrokerInterval=1,"
                + " persistConsumerOffsetInterval=2, pullTimeDelayMillsWhenException=4,"
                + " unitMode=true, unitName='u', decodeReadBody=false,"
                + " decodeDecompressBody=false, vipChannelEnabled=true, useHeartbeatV2=true,"
                + " useTLS=true, socksProxyConfig='s', mqClientApiTimeout=7, detectTimeout=2,"
                + " detectInterval=1, language=GO, enableStreamRequestType=true,"
                + " sendLatencyEnable=true, startDetectorEnable=true,"
                + " enableHeartbeatChannelEventListener=false, enableTrace=true,"
                + " traceTopic='tt'}");
    ClientConfig copy = config.cloneClientConfig();
    assertThat(copy)
        .hasToString(config.toString().replace("accessChannel=CLOUD", "accessChannel=LOCAL"));
    assertThat(copy.getTraceMsgBatchNum()).isEqualTo(10);
    assertThat(copy.getNamespace()).isEqualTo("MQ_INST_2_cd");
  }

  private static ClientConfig everySettingChanged() {
    ClientConfig config = new ClientConfig();
    config.setNamesrvAddr("MQ_INST_2_cd.x:1");
    config.setClientIP("ip");
    config.setInstanceName("i");
    config.setClientCallbackExecutorThreads(5);
    config.setNamespaceV2("v2");
    config.setAccessChannel(AccessChannel.CLOUD);
    config.setPollNameServerInterval(3);
    config.setHeartbeatBrokerInterval(1);
    config.setPersistConsumerOffsetInterval(2);
    config.setPullTimeDelayMillsWhenException(4);
    config.setTraceMsgBatchNum(3);
    config.setUnitMode(true);
    config.setUnitName("u");
    config.setDecodeReadBody(false);
    config.setDecodeDecompressBody(false);
    config.setVipChannelEnabled(true);
    config.setUseHeartbeatV2(true);
    config.setUseTLS(true);
    config.setSocksProxyConfig("s");
    config.setMqClientApiTimeout(7);
    config.setDetectTimeout(2);
    config.setDetectInterval(1);
    config.setLanguage(LanguageCode.GO);
    config.setEnableStreamRequestType(true);
    config.setSendLatencyEnable(true);
    config.setStartDetectorEnable(true);
    config.setEnableHeartbeatChannelEventListener(false);
    config.setEnableTrace(true);
    config.setTraceTopic("tt");
    return config;
  }

  @Test
  void returns_from_each_getter_what_its_setter_was_given() {
    ClientConfig config = everySettingChanged();
    assertThat(config.getTraceMsgBatchNum()).isEqualTo(3);
    assertThat(config.getPollNameServerInterval()).isEqualTo(3);
    assertThat(config.getHeartbeatBrokerInterval()).isEqualTo(1);
    assertThat(config.getPersistConsumerOffsetInterval()).isEqualTo(2);
    assertThat(config.getPullTimeDelayMillsWhenException()).isEqualTo(4);
    assertThat(config.getUnitName()).isEqualTo("u");
    assertThat(config.isUnitMode()).isTrue();
    assertThat(config.isVipChannelEnabled()).isTrue();
    assertThat(config.getLanguage()).isEqualTo(LanguageCode.GO);
    assertThat(config.getNamespaceV2()).isEqualTo("v2");
    assertThat(config.getAccessChannel()).isEqualTo(AccessChannel.CLOUD);
    assertThat(config.getMqClientApiTimeout()).isEqualTo(7);
    assertThat(config.isEnableStreamRequestType()).isTrue();
    assertThat(config.isEnableHeartbeatChannelEventListener()).isFalse();
    assertThat(config.getDetectTimeout()).isEqualTo(2);
    assertThat(config.getDetectInterval()).isEqualTo(1);
    assertThat(config.isEnableTrace()).isTrue();
    assertThat(config.getTraceTopic()).isEqualTo("tt");
  }
}
