package io.skua.client.internal.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** Zstd frames by zstd-jni. The library refuses frames that ask for more than 128 MiB of window. */
final class ZstdCodec extends StreamCodec {
  ZstdCodec() {
    super("zstd");
  }

  @Override
  public byte[] compress(byte[] body, int level) {
    return Zstd.compress(body, level);
  }

  @Override
  InputStream open(InputStream compressed) throws IOException {
    return new ZstdInputStreamNoFinalizer(compressed);
  }
}
