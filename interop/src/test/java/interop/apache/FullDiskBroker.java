package interop.apache;

import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.broker.BrokerStartup;
import org.apache.rocketmq.store.DefaultMessageStore;
import org.apache.rocketmq.store.RunningFlags;

/**
 * Main class of an Apache broker whose disk is full, as far as its store knows. By itself a broker
 * looks at its disk a minute after its start.
 */
public final class FullDiskBroker {
  private FullDiskBroker() {}

  /** Takes what the broker's own main class takes. */
  public static void main(String[] arguments) {
    BrokerController broker = BrokerStartup.createBrokerController(arguments);
    RunningFlags store = ((DefaultMessageStore) broker.getMessageStore()).getRunningFlags();
    store.getAndMakeDiskFull();
    // The same to whoever sends, and it stays when the broker finds that there is room.
    store.makeIndexFileError();
    BrokerStartup.start(broker);
  }
}
