package io.skua.net;

import io.skua.wire.frame.FrameDecoder;
import io.skua.wire.frame.HeaderForm;
import java.time.Duration;

/**
 * How a connection behaves.
 *
 * @param form the header form that this side writes
 * @param maxFrame the longest frame that is read, in bytes
 * @param highWater how many bytes may wait to be written before the peer is slowed down and new
 *     calls are refused
 * @param idle after how long without a byte in either direction the connection is closed (protocol
 *     1.10)
 * @param keptBuffer how many bytes each of its two buffers may keep when nothing is to be written:
 *     little for who has thousands of connections; a burst that fits in allocates nothing
 */
public record LinkSettings(
    HeaderForm form, int maxFrame, int highWater, Duration idle, int keptBuffer) {
  /** JSON headers, frames up to 16 MiB, 32 MiB waiting, 120 s idle, 16 KiB kept. */
  public static final LinkSettings DEFAULT =
      new LinkSettings(
          HeaderForm.JSON,
          FrameDecoder.MAX_FRAME,
          2 * FrameDecoder.MAX_FRAME,
          Duration.ofSeconds(120),
          16 * 1024);
}
