package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Deletes a consumer group: {@link RequestCode#DELETE_SUBSCRIPTION_GROUP}.
 *
 * @param cleanOffset whether its offsets go too
 */
public record DeleteGroup(String groupName, boolean cleanOffset) {
  /** How it travels. */
  public static final Header<DeleteGroup> WIRE =
      new Header<>() {
        @Override
        public void write(DeleteGroup header, FieldSink out) {
          out.text("groupName", header.groupName());
          out.bool("cleanOffset", header.cleanOffset());
        }

        @Override
        public DeleteGroup read(Fields in) {
          return new DeleteGroup(in.name("groupName"), in.bool("cleanOffset"));
        }
      };
}
