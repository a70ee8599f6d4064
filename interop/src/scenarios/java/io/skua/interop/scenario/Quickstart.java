package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.remoting.common.RemotingHelper;
import java.util.ArrayList;
import java.util.List;

/** The first program that everybody runs, with nothing set but the address. */
final class Quickstart implements Scenario {
  static final String TOPIC = "TopicTest";
  private static final int MESSAGE_COUNT = 1000;
  private static final String PRODUCER_GROUP = "please_rename_unique_group_name";
  private static final String TAG = "TagA";

  @Override
  @SuppressWarnings("StringCharset") // The program as it is known names the charset by text.
  public Report run(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    DefaultMQProducer producer = new DefaultMQProducer(PRODUCER_GROUP);
    producer.setNamesrvAddr(target.nameServers());
    producer.start();
    try {
      for (int i = 0; i < MESSAGE_COUNT; i++) {
        String text = "Hello RocketMQ " + i;
        Message message = new Message(TOPIC, TAG, text.getBytes(RemotingHelper.DEFAULT_CHARSET));
        SendResult result = producer.send(message);
        sent.add(Session.sent(Content.text(text).tagged(TAG), result));
      }
    } finally {
      producer.shutdown();
    }
    return Report.of(sent);
  }
}
