package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Gives a group the offsets of another one: {@link RequestCode#CLONE_GROUP_OFFSETS} (protocol b
 * 12.4).
 *
 * @param topic one topic; all topics of the source when absent or empty
 * @param offline has no effect any more
 */
public record CloneGroupOffsets(
    String srcGroup, String destGroup, @Nullable String topic, @Nullable Boolean offline) {
  /** How it travels. */
  public static final Header<CloneGroupOffsets> WIRE =
      new Header<>() {
        @Override
        public void write(CloneGroupOffsets header, FieldSink out) {
          out.text("srcGroup", header.srcGroup());
          out.text("destGroup", header.destGroup());
          out.optional("topic", header.topic());
          out.optional("offline", header.offline());
        }

        @Override
        public CloneGroupOffsets read(Fields in) {
          return new CloneGroupOffsets(
              in.name("srcGroup"),
              in.name("destGroup"),
              in.findName("topic"),
              in.findBool("offline"));
        }
      };
}
