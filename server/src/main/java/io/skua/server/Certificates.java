package io.skua.server;

import io.skua.net.tls.TlsContexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificates as they are in the files now. Files that cannot be used leave the ones
 * before in place. Read on any thread; the files are looked at by one at a time.
 */
final class Certificates implements Supplier<SSLContext> {
  private static final Logger log = LoggerFactory.getLogger(Certificates.class);

  private final TlsSettings settings;
  private List<Object> seen; // the looker's
  private volatile SSLContext context;

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException when they cannot be used
   */
  Certificates(TlsSettings settings) {
    this.settings = settings;
    this.seen = stamps();
    this.context = read();
  }

  @Override
  public SSLContext get() {
    return context;
  }

  /** Looks at the files on a thread that may block, and reads them if they have changed. */
  void look(Executor blocking) {
    blocking.execute(this::look);
  }

  private void look() {
    List<Object> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      context = read();
      log.info("new connections get the certificate that is now in {}", settings.own());
    } catch (IllegalArgumentException e) {
      log.error("the certificates stay as they were: {}", e.getMessage());
    }
  }

  private SSLContext read() {
    return TlsContexts.of(settings.own(), settings.trusted());
  }

  private List<Object> stamps() {
    List<Object> stamps = new ArrayList<>();
    stamp(settings.own().certificate(), stamps);
    stamp(settings.own().key(), stamps);
    Path trusted = settings.trusted();
    if (trusted != null) {
      stamp(trusted, stamps);
    }
    return stamps;
  }

  // The file's own key tells a file that was put in the place of another of the same second.
  private static void stamp(Path file, List<Object> stamps) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      stamps.add(attributes.lastModifiedTime());
      stamps.add(attributes.size());
      stamps.add(String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      stamps.add("missing");
    }
  }
}
