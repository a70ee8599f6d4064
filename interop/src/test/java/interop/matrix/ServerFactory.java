package interop.matrix;

import interop.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;

/** Starts servers of one kind. */
interface ServerFactory {

  /** Starts a name server; returns when it answers. */
  ServerUnderTest nameServer(Path directory) throws IOException;

  /**
   * Starts a broker that creates topics by sending; returns when the name server leads to it.
   *
   * @param directory all that it keeps
   * @param nameServer address of a name server of any kind
   */
  ServerUnderTest broker(Path directory, String nameServer) throws IOException;
}
