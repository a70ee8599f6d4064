package interop.harness;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** What the operator of a cluster does, on a way that is independent of the client under test. */
public interface Operator {
  /** Permission to read and write. */
  int READ_WRITE = 6;

  /** Permission to read only. */
  int READ = 4;

  /** Permission to write only. */
  int WRITE = 2;

  /**
   * Creates a topic on the broker, or changes it; returns when the name server tells it so.
   *
   * @param permission sum of 4 for reading and 2 for writing
   */
  void topic(String name, int readQueues, int writeQueues, int permission) throws IOException;

  /**
   * Adds a broker of our own to a topic that exists, and registers it with the name server, which
   * may be asked for the route as soon as this returns.
   */
  StandIn standIn(String topic, Conduct conduct) throws IOException;

  /**
   * Returns the offset that a group has committed in a queue of the broker; empty when it has none.
   */
  OptionalLong committed(String group, String topic, int queue) throws IOException;

  /** Returns the client ids of a group's members as the broker knows them. */
  List<String> members(String group) throws IOException;

  /**
   * Moves a group that is running to what lay in a topic at a time.
   *
   * @param timestamp milliseconds since 1970
   */
  void reset(String group, String topic, long timestamp) throws IOException;

  /**
   * Has a topic popped by those of a group that let the broker share it out.
   *
   * @param sharedQueues with how many others a member shares its queues; 0 for all
   */
  void popped(String group, String topic, int sharedQueues) throws IOException;

  /** Returns a port of the loopback address that nobody listens on. */
  int deadPort() throws IOException;
}
