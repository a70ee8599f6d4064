package io.skua.client.trace;

import io.skua.client.AccessChannel;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packs traces into messages: one for each topic of traced messages and topic for traces, and more
 * when they get too large (protocol 6.20). Not thread-safe.
 */
final class TracePacker {
  /** The largest body of a message of traces, in bytes; a body is cut before it gets larger. */
  static final int MAX_BODY = 128_000;

  // A property string has 32767 bytes at most, and the broker adds to it.
  private static final int MAX_KEYS = 30_000;

  /** A message and how many traces are in it. */
  record Parcel(Message message, int traces) {}

  private final String traceTopic;
  private final AccessChannel accessChannel;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final List<Parcel> parcels = new ArrayList<>();
  private int unfit;

  /**
   * Makes an empty packer.
   *
   * @param traceTopic where traces go, except in the cloud
   * @param accessChannel for traces that do not say it themselves
   */
  TracePacker(String traceTopic, AccessChannel accessChannel) {
    this.traceTopic = traceTopic;
    this.accessChannel = accessChannel;
  }

  /** Adds a trace. One that fits no message is left out and counted. */
  void add(TraceContext trace) {
    TraceTransferBean encoded = encode(trace);
    byte[] text =
        encoded == null ? new byte[0] : encoded.getTransData().getBytes(StandardCharsets.UTF_8);
    if (encoded == null || text.length > MAX_BODY) {
      unfit++;
      return;
    }
    String to = destination(trace);
    String group = trace.getTraceBeans().get(0).getTopic() + TraceConstants.CONTENT_SPLITOR + to;
    Open into = open.get(group);
    if (into == null || into.body.size() + text.length > MAX_BODY) {
      if (into != null) {
        parcels.add(into.close());
      }
      into = new Open(to);
      open.put(group, into);
    }
    into.add(text, encoded.getTransKey());
  }

  private static @Nullable TraceTransferBean encode(TraceContext trace) {
    boolean complete =
        trace.getTraceType() != null
            && trace.getRegionId() != null
            && !trace.getTraceBeans().isEmpty();
    return complete ? TraceDataEncoder.encoderFromContextBean(trace) : null;
  }

  private String destination(TraceContext trace) {
    AccessChannel own = trace.getAccessChannel();
    return (own == null ? accessChannel : own) == AccessChannel.CLOUD
        ? TraceConstants.TRACE_TOPIC_PREFIX + trace.getRegionId()
        : traceTopic;
  }

  /** Returns the messages. */
  List<Parcel> finish() {
    for (Open each : open.values()) {
      parcels.add(each.close());
    }
    open.clear();
    return parcels;
  }

  /** Returns how many traces were left out. */
  int unfit() {
    return unfit;
  }

  private static final class Open {
    private final String topic;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    private final Set<String> keys = new LinkedHashSet<>();
    private int keyBytes;
    private int traces;

    Open(String topic) {
      this.topic = topic;
    }

    void add(byte[] text, Set<String> found) {
      body.writeBytes(text);
      traces++;
      for (String key : found) {
        // Keys help to find a trace; those that do not fit are missing, and the trace is not.
        int more = key.getBytes(StandardCharsets.UTF_8).length + 1;
        if (keyBytes + more <= MAX_KEYS && keys.add(key)) {
          keyBytes += more;
        }
      }
    }

    Parcel close() {
      Message message = new Message(topic, body.toByteArray());
      message.setKeys(String.join(MessageConst.KEY_SEPARATOR, keys));
      return new Parcel(message, traces);
    }
  }
}
