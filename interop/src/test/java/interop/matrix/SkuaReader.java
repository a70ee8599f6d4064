package interop.matrix;

import interop.harness.Body;
import interop.harness.Eventually;
import interop.reader.Route;
import interop.reader.Stored;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.read.QueueReader;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.wire.message.OffsetMessageId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Skua's own pulling and decoding, from servers of any kind, each time from the first message on.
 * Thread-safe.
 */
final class SkuaReader implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final String nameServer;
  private final DefaultMQProducer producer;
  private final ClientRegistry.Lease lease;
  private final QueueReader reader;

  private SkuaReader(String nameServer, DefaultMQProducer producer) {
    this.nameServer = nameServer;
    this.producer = producer;
    this.lease = ClientRegistry.shared().lease(Settings.of(producer));
    this.reader = new QueueReader(lease.instance());
  }

  /** Starts a client; a producer is what there is of it. */
  static SkuaReader start(String nameServer) throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer("skua-reader");
    producer.setNamesrvAddr(nameServer);
    producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    producer.start();
    return new SkuaReader(nameServer, producer);
  }

  /** The messages of a topic as users see them. */
  List<MessageExt> messages(String topic) throws Exception {
    List<MessageExt> messages = new ArrayList<>();
    for (Route.Queue queue : Route.of(nameServer, topic).queues()) {
      messages.addAll(messages(new MessageQueue(topic, queue.brokerName(), queue.id())));
    }
    return messages;
  }

  private List<MessageExt> messages(MessageQueue queue) throws Exception {
    List<MessageExt> messages = new ArrayList<>();
    QueueReader.Slice slice;
    long next = 0;
    do {
      slice = reader.read(queue, next).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      messages.addAll(slice.messages());
      next = slice.next();
    } while (next < slice.max());
    return messages;
  }

  /** The same in the form in which those that were read otherwise can be compared with them. */
  List<Stored> received(String topic) throws Exception {
    return messages(topic).stream().map(SkuaReader::stored).toList();
  }

  private static Stored stored(MessageExt message) {
    InetSocketAddress storeHost = (InetSocketAddress) message.getStoreHost();
    return new Stored(
        message.getBrokerName(),
        message.getQueueId(),
        message.getQueueOffset(),
        Body.of(message.getBody()),
        Stored.typeOfCompression(message.getSysFlag()),
        message.getFlag(),
        message.getProperties(),
        message.getMsgId(),
        storeHost.getAddress().getHostAddress() + ":" + storeHost.getPort(),
        new OffsetMessageId(storeHost, message.getCommitLogOffset()).text());
  }

  /** A running producer of the same client. */
  DefaultMQProducer producer() {
    return producer;
  }

  @Override
  public void close() {
    lease.release();
    producer.close();
  }
}
