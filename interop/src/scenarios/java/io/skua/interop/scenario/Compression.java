package io.skua.interop.scenario;

import interop.harness.Body;
import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import io.skua.common.compression.CompressionType;
import java.util.List;
import java.util.Random;

/** Bodies compressed with each type, and those that are too short for it. */
final class Compression {
  private static final int MEBIBYTE = 1 << 20;

  private Compression() {}

  static List<Entry> entries() {
    return List.of(
        compressed("compressed-with-lz4", CompressionType.LZ4).asSmoke(),
        compressed("compressed-with-zstd", CompressionType.ZSTD).asSmoke(),
        compressed("compressed-with-zlib", CompressionType.ZLIB));
  }

  private static Entry compressed(String name, CompressionType type) {
    return Entry.of(
        name,
        Session.scenario(
            producer -> producer.setCompressType(type),
            session -> Report.of(session.sendAll(contents())).compressedAs(type.name())));
  }

  private static List<Content> contents() {
    byte[] incompressible = new byte[Report.COMPRESSED_FROM];
    new Random(MEBIBYTE).nextBytes(incompressible);
    return List.of(
        Content.of(Body.of("x".repeat(Report.COMPRESSED_FROM - 1))),
        Content.of(Body.of("x".repeat(Report.COMPRESSED_FROM))),
        Content.of(Body.of("skua ".repeat(MEBIBYTE / 5))).tagged("long").with("unit", "byte"),
        Content.of(Body.of(incompressible)));
  }
}
