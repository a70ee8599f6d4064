package io.skua.client.internal.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;

/** LZ4 frames by lz4-java. The format has no levels here: Apache's client does not use them. */
final class Lz4Codec extends StreamCodec {
  /** From this size on a body gets blocks of 4 MiB, as all get from Apache's client. */
  private static final int LARGE = 1 << 20;

  Lz4Codec() {
    super("LZ4");
  }

  @Override
  public byte[] compress(byte[] body, int level) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(Math.max(64, body.length / 2));
    // The stream allocates a whole block, however little goes into it.
    BLOCKSIZE block = body.length < LARGE ? BLOCKSIZE.SIZE_64KB : BLOCKSIZE.SIZE_4MB;
    try (LZ4FrameOutputStream out =
        new LZ4FrameOutputStream(frame, block, FLG.Bits.BLOCK_INDEPENDENCE)) {
      out.write(body, 0, body.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail so.
    }
    return frame.toByteArray();
  }

  @Override
  InputStream open(InputStream compressed) throws IOException {
    return new LZ4FrameInputStream(compressed);
  }
}
