package io.skua.wire.frame;

import io.skua.wire.BigEndian;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into frames. A frame that lies whole in the bytes handed in is decoded in
 * place; only one that arrives in parts is copied together. Memory follows the bytes that have
 * arrived, not the length that a peer announces. Not thread-safe: the loop that reads the
 * connection owns it.
 */
public final class FrameAssembler {
  private static final int KEPT = 4096;

  private final int maxFrame;
  private final Output partial = new Output(0);
  private final FrameDecoder decoder = new FrameDecoder();

  /**
   * Makes an assembler that refuses frames longer than {@code maxFrame} bytes, the length field
   * included.
   */
  public FrameAssembler(int maxFrame) {
    this.maxFrame = maxFrame;
  }

  /**
   * Takes in bytes and hands each frame that is complete to {@code sink}, as a view that is valid
   * during that call.
   *
   * @throws MalformedException when the bytes are no frames; nothing more can be read from this
   *     stream
   */
  public void feed(byte[] bytes, int from, int to, Consumer<Frame> sink) {
    int at = from;
    while (partial.size() > 0 && at < to) {
      at = complete(bytes, at, to, sink);
    }
    while (to - at >= 4) {
      int length = checked(BigEndian.int32(bytes, at));
      if (to - at - 4 < length) {
        break;
      }
      sink.accept(decoder.decode(bytes, at + 4, length));
      at += 4 + length;
    }
    if (at < to) {
      partial.bytes(bytes, at, to - at);
    }
  }

  /** Says whether a frame has begun and not ended. */
  public boolean insideFrame() {
    return partial.size() > 0;
  }

  /** Adds what the frame begun still lacks; returns where the rest of the bytes begins. */
  private int complete(byte[] bytes, int from, int to, Consumer<Frame> sink) {
    int at = add(bytes, from, to, 4);
    if (partial.size() < 4) {
      return at;
    }
    int length = checked(BigEndian.int32(partial.array(), 0));
    at = add(bytes, at, to, 4 + length);
    if (partial.size() == 4 + length) {
      sink.accept(decoder.decode(partial.array(), 4, length));
      partial.truncate(0);
      partial.shrink(KEPT);
    }
    return at;
  }

  private int add(byte[] bytes, int from, int to, int wanted) {
    int count = Math.max(0, Math.min(to - from, wanted - partial.size()));
    partial.bytes(bytes, from, count);
    return from + count;
  }

  private int checked(int length) {
    String wrong = FrameDecoder.wrongLength(length, maxFrame);
    if (wrong != null) {
      throw new MalformedException(wrong);
    }
    return length;
  }
}
