package interop.harness;

/** A running name server or broker. */
public interface ServerUnderTest extends AutoCloseable {

  /** Where clients reach it: {@code host:port}. */
  String address();

  /** Ends it at once; nothing of it runs when this returns. */
  @Override
  void close();
}
