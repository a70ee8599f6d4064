package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.PullCallback;
import io.skua.client.consumer.PullResult;
import io.skua.client.consumer.PullStatus;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class PullConsumerTest extends ConsumerScenario {
  private DefaultMQPullConsumer puller(String host) {
    DefaultMQPullConsumer consumer = new DefaultMQPullConsumer(GROUP, registry(host));
    consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
    consumer.setClientIP(host);
    consumer.setInstanceName("test");
    return consumer;
  }

  private DefaultMQPullConsumer started(String host) throws MQClientException {
    DefaultMQPullConsumer consumer = puller(host);
    consumer.start();
    return consumer;
  }

  private MessageQueue queue(int id) throws MQClientException {
    return producer.fetchPublishMessageQueues(TOPIC).get(id);
  }

  private static List<String> bodies(PullResult result) {
    return result.getMsgFoundList().stream().map(ConsumerScenario::text).toList();
  }

  /** Notes what it hears. */
  private static final class Heard implements PullCallback {
    final List<PullResult> results = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();

    @Override
    public void onSuccess(PullResult pullResult) {
      results.add(pullResult);
    }

    @Override
    public void onException(Throwable e) {
      failures.add(e);
    }
  }

  @Test
  void a_pull_reads_from_an_offset_and_says_where_to_go_on() throws Exception {
    sendTo(0, "1", "2", "3");
    DefaultMQPullConsumer consumer = started("10.0.0.7");
    PullResult result = consumer.pull(queue(0), "*", 1, 1);
    assertThat(result.getPullStatus()).isEqualTo(PullStatus.FOUND);
    assertThat(bodies(result)).containsExactly("2");
    assertThat(result.getNextBeginOffset()).isEqualTo(2);
    assertThat(result.getMinOffset()).isZero();
    assertThat(result.getMaxOffset()).isEqualTo(3);
    assertThat(consumer.pull(queue(0), "*", 3, 1).getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
    PullResult beyond = consumer.pull(queue(0), "*", 9, 1);
    assertThat(beyond.getPullStatus()).isEqualTo(PullStatus.OFFSET_ILLEGAL);
    assertThat(beyond.getNextBeginOffset()).isEqualTo(3);
    assertThat(beyond)
        .hasToString(
            "PullResult [pullStatus=OFFSET_ILLEGAL, nextBeginOffset=3, minOffset=0, maxOffset=3,"
                + " msgFoundList=0]");
  }

  @Test
  void a_pull_is_filtered() throws Exception {
    MessageQueue queue = queue(0);
    for (String tag : List.of("TagA", "TagB")) {
      producer.send(new Message(TOPIC, tag, tag.getBytes(StandardCharsets.UTF_8)), queue);
    }
    DefaultMQPullConsumer consumer = started("10.0.0.7");
    assertThat(bodies(consumer.pull(queue, "TagB", 0, 10))).containsExactly("TagB");
    assertThat(bodies(consumer.pull(queue, MessageSelector.bySql("TAGS = 'TagA'"), 0, 10)))
        .containsExactly("TagA");
    assertThat(consumer.pull(queue, "TagC", 0, 10).getPullStatus())
        .isEqualTo(PullStatus.NO_MATCHED_MSG);
  }

  @Test
  void a_pull_that_blocks_waits_for_a_message() throws Exception {
    DefaultMQPullConsumer consumer = started("10.0.0.7");
    sendTo(0, "1");
    Heard heard = new Heard();
    consumer.pullBlockIfNotFound(queue(0), "*", 1, 10, heard);
    pass(5);
    assertThat(heard.results).isEmpty();
    sendTo(0, "2");
    pass(1);
    assertThat(bodies(heard.results.get(0))).containsExactly("2");
    PullResult nothing = consumer.pullBlockIfNotFound(queue(0), "*", 2, 10);
    assertThat(nothing.getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
  }

  @Test
  void a_pull_that_is_refused_says_so() throws Exception {
    DefaultMQPullConsumer consumer = started("10.0.0.7");
    MessageQueue wrong = new MessageQueue(TOPIC, queue(0).getBrokerName(), 77);
    assertThatThrownBy(() -> consumer.pull(wrong, "*", 0, 1)).isInstanceOf(MQBrokerException.class);
    Heard heard = new Heard();
    consumer.pull(wrong, "*", 0, 1, heard);
    pass(1);
    assertThat(heard.failures).hasSize(1).hasOnlyElementsOfType(MQBrokerException.class);
    assertThatThrownBy(() -> consumer.pull(new MessageQueue(TOPIC, "nobody", 0), "*", 0, 1))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The broker[nobody] not exist");
  }

  @Test
  void offsets_are_kept_for_the_next_run() throws Exception {
    sendTo(0, "1", "2");
    DefaultMQPullConsumer first = started("10.0.0.7");
    assertThat(first.fetchConsumeOffset(queue(1), true)).isEqualTo(-1);
    first.updateConsumeOffset(queue(0), 2);
    assertThat(first.fetchConsumeOffset(queue(0), false)).isEqualTo(2);
    first.shutdown();
    DefaultMQPullConsumer second = started("10.0.0.7");
    assertThat(second.fetchConsumeOffset(queue(0), true)).isEqualTo(2);
    second.updateConsumeOffset(queue(0), 1);
    second.persist(queue(0));
    pass(1);
    assertThat(started("10.0.0.8").fetchConsumeOffset(queue(0), true)).isEqualTo(1);
  }

  @Test
  void members_hear_of_their_share_of_the_queues() throws Exception {
    Set<MessageQueue> heard = new HashSet<>();
    DefaultMQPullConsumer one = puller("10.0.0.7");
    one.registerMessageQueueListener(
        TOPIC,
        (topic, all, ours) -> {
          heard.clear();
          heard.addAll(ours);
        });
    one.start();
    pass(2);
    assertThat(heard).hasSize(4);
    DefaultMQPullConsumer two = puller("10.0.0.8");
    two.registerMessageQueueListener(TOPIC, null);
    two.start();
    pass(3);
    assertThat(heard).hasSize(2).isEqualTo(one.fetchMessageQueuesInBalance(TOPIC));
    assertThat(two.fetchMessageQueuesInBalance(TOPIC))
        .hasSize(2)
        .doesNotContainAnyElementsOf(heard);
    assertThat(one.fetchSubscribeMessageQueues(TOPIC)).hasSize(4);
  }

  @Test
  void a_message_that_is_given_back_is_in_the_retry_topic() throws Exception {
    sendTo(0, "1");
    DefaultMQPullConsumer consumer = started("10.0.0.7");
    MessageExt message = consumer.pull(queue(0), "*", 0, 1).getMsgFoundList().get(0);
    consumer.sendMessageBack(message, 1);
    pass(5);
    MessageQueue retry = new MessageQueue("%RETRY%" + GROUP, queue(0).getBrokerName(), 0);
    assertThat(consumer.maxOffset(retry)).isEqualTo(1);
    assertThat(bodies(consumer.pull(retry, "*", 0, 1))).containsExactly("1");
  }

  @Test
  void wrong_use_is_answered_with_the_known_words() throws Exception {
    DefaultMQPullConsumer consumer = puller("10.0.0.7");
    assertThatThrownBy(() -> consumer.pull(queue(0), "*", 0, 1))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The consumer is not in running status, CREATE_JUST");
    consumer.start();
    assertThatThrownBy(() -> consumer.pull(null, "*", 0, 1)).hasMessageContaining("mq is null");
    assertThatThrownBy(() -> consumer.pull(queue(0), "*", -1, 1))
        .hasMessageContaining("offset < 0");
    assertThatThrownBy(() -> consumer.pull(queue(0), "*", 0, 0))
        .hasMessageContaining("maxNums <= 0");
    assertThatThrownBy(() -> consumer.pull(queue(0), "*", 0, 1, (PullCallback) null))
        .hasMessageContaining("pullCallback is null");
    assertThatThrownBy(() -> consumer.pull(queue(0), "||", 0, 1))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("parse subscription error");
  }
}
