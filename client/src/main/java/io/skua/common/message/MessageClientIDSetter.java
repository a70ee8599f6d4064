package io.skua.common.message;

import io.skua.runtime.Platform;
import io.skua.runtime.ProcessId;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.message.UniqueId;
import java.nio.ByteBuffer;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Gives messages the ids that tell them apart everywhere (protocol 4.5). A send does it by itself
 * for a message without one; this is for frameworks that need the id before. Thread-safe.
 */
public class MessageClientIDSetter {
  private static final UniqueId IDS = ids(SystemPlatform.INSTANCE);

  /** There is nothing to create; kept because the constructor has always been public. */
  public MessageClientIDSetter() {}

  // Nobody connects to the address in an id: four bytes that differ between hosts will do.
  private static UniqueId ids(Platform platform) {
    int host = platform.random().nextInt();
    return new UniqueId(
        ByteBuffer.allocate(Integer.BYTES).putInt(host).array(),
        ProcessId.current(),
        platform.random().nextInt(),
        TimeZone.getDefault(),
        platform.clock()::wallMillis);
  }

  /** Returns a new id. */
  public static String createUniqID() {
    return IDS.next();
  }

  /** Gives a message an id unless it has one. */
  public static void setUniqID(Message msg) {
    if (getUniqID(msg) == null) {
      msg.putProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, createUniqID());
    }
  }

  /** Returns the id of a message, or null when it has none yet. */
  public static @Nullable String getUniqID(Message msg) {
    return msg.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
  }
}
