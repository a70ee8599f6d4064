package bench.run;

/** The two that are compared. */
enum Side {
  SKUA("skua", "io.skua.bench.workload.ProducerFactory"),
  APACHE("apache", "org.apache.rocketmq.bench.workload.ProducerFactory");

  /** The list of the client's jars. */
  final String classPath;

  /** The workloads' producer, compiled against the client. */
  final String factory;

  Side(String classPath, String factory) {
    this.classPath = classPath;
    this.factory = factory;
  }
}
