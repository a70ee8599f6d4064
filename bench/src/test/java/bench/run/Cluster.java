package bench.run;

/** A name server and a broker that run, in processes of their own. Closing kills them. */
interface Cluster extends AutoCloseable {
  /** Address of the name server. */
  String nameServer();

  /** The process that stores messages. */
  long brokerPid();

  @Override
  void close();
}
