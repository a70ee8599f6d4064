package io.skua.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.common.TopicFilterType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MessageExtTest {
  private static final byte[] V4 = {127, 0, 0, 1};
  private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final MessageExt message =
      new MessageExt(2, 1, address(V4, 10), 3, address(V6, 11), "ID");

  private static InetSocketAddress address(byte[] ip, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void prints_all_fields_of_an_empty_message() {
    assertThat(new MessageExt())
        .hasToString(
            "MessageExt [brokerName=null, queueId=0, storeSize=0, queueOffset=0, sysFlag=0,"
                + " bornTimestamp=0, bornHost=null, storeTimestamp=0, storeHost=null, msgId=null,"
                + " commitLogOffset=0, bodyCRC=0, reconsumeTimes=0, preparedTransactionOffset=0,"
                + " toString()=Message{topic='null', flag=0, properties=null, body=null,"
                + " transactionId='null'}]");
  }

  @Test
  void prints_every_field_under_its_name() {
    message.setStoreHost(address(V4, 11));
    message.setTopic("T");
    message.setBody(new byte[] {1});
    message.setBrokerName("b");
    message.setStoreSize(7);
    message.setQueueOffset(8);
    message.setCommitLogOffset(9);
    message.setBodyCRC(10);
    message.setReconsumeTimes(1);
    message.setPreparedTransactionOffset(12);
    assertThat(message)
        .hasToString(
            "MessageExt [brokerName=b, queueId=2, storeSize=7, queueOffset=8, sysFlag=0,"
                + " bornTimestamp=1, bornHost=/127.0.0.1:10, storeTimestamp=3,"
                + " storeHost=/127.0.0.1:11, msgId=ID, commitLogOffset=9, bodyCRC=10,"
                + " reconsumeTimes=1, preparedTransactionOffset=12,"
                + " toString()=Message{topic='T', flag=0, properties=null, body=[1],"
                + " transactionId='null'}]");
    assertThat(message.getBrokerName()).isEqualTo("b");
    assertThat(message.getStoreSize()).isEqualTo(7);
    assertThat(message.getQueueOffset()).isEqualTo(8);
    assertThat(message.getCommitLogOffset()).isEqualTo(9);
    assertThat(message.getBodyCRC()).isEqualTo(10);
    assertThat(message.getReconsumeTimes()).isEqualTo(1);
    assertThat(message.getPreparedTransactionOffset()).isEqualTo(12);
  }

  @Test
  void writes_addresses_as_stored_messages_have_them() {
    assertThat(message.getBornHostBytes())
        .isEqualTo(ByteBuffer.wrap(new byte[] {127, 0, 0, 1, 0, 0, 0, 10}));
    ByteBuffer store = message.getStoreHostBytes();
    assertThat(store.remaining()).isEqualTo(20);
    assertThat(store.get(15)).isEqualTo((byte) 1);
    assertThat(store.getInt(16)).isEqualTo(11);
    assertThat(message.getBornHostBytes(ByteBuffer.allocate(100)).remaining()).isEqualTo(8);
    assertThat(message.getStoreHostBytes(ByteBuffer.allocate(100)).remaining()).isEqualTo(20);
  }

  @Test
  void says_that_an_address_without_ip_cannot_be_written() {
    message.setBornHost(InetSocketAddress.createUnresolved("nohost", 5));
    assertThatThrownBy(message::getBornHostBytes)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nohost");
    assertThatThrownBy(() -> new MessageExt().getStoreHostBytes())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("null");
  }

  @Test
  void names_the_host_of_the_sender() {
    assertThat(message.getBornHostString()).isEqualTo("127.0.0.1");
    assertThat(message.getBornHostNameString()).isEqualTo("127.0.0.1");
    message.setBornHost(InetSocketAddress.createUnresolved("nohost", 5));
    assertThat(message.getBornHostString()).isNull();
    assertThat(message.getBornHostNameString()).isEqualTo("nohost");
    assertThat(new MessageExt().getBornHostString()).isNull();
    assertThat(new MessageExt().getBornHostNameString()).isNull();
  }

  @Test
  void marks_long_addresses_in_the_system_flag() {
    message.setBornHostV6Flag();
    assertThat(message.getSysFlag()).isEqualTo(16);
    message.setStoreHostAddressV6Flag();
    assertThat(message.getSysFlag()).isEqualTo(48);
  }

  @Test
  void keeps_the_flags_of_topic_and_group_as_transient_properties() {
    message.setTopicSysFlag(3);
    message.setGroupSysFlag(4);
    assertThat(message.getProperties())
        .containsEntry("__RMQ.TRANSIENT.TOPIC_SYS_FLAG", "3")
        .containsEntry("__RMQ.TRANSIENT.GROUP_SYS_FLAG", "4");
    assertThat(message.getTopicSysFlag()).isEqualTo(3);
    assertThat(message.getGroupSysFlag()).isEqualTo(4);
    message.setTopicSysFlag(null);
    assertThat(message.getTopicSysFlag()).isNull();
    assertThat(message.getProperties()).hasSize(1);
  }

  @Test
  void reads_the_kind_of_tags_from_bit_1() {
    assertThat(MessageExt.parseTopicFilterType(1)).isEqualTo(TopicFilterType.SINGLE_TAG);
    assertThat(MessageExt.parseTopicFilterType(2)).isEqualTo(TopicFilterType.MULTI_TAG);
    assertThat(MessageExt.parseTopicFilterType(3)).isEqualTo(TopicFilterType.MULTI_TAG);
  }
}
