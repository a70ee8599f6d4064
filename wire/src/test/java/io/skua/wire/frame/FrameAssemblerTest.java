package io.skua.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.wire.GoldenVectors;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {
  private static final byte[] STREAM = stream();
  private static final List<String> WHOLE = frames(STREAM, STREAM.length);

  private static byte[] stream() {
    Output out = new Output(0);
    GoldenVectors.ofKind("frame").forEach(vector -> out.bytes(vector.bytes()));
    return out.toByteArray();
  }

  private static List<String> frames(byte[] bytes, int... cuts) {
    FrameAssembler assembler = new FrameAssembler(FrameDecoder.MAX_FRAME);
    List<String> frames = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      // A buffer of its own, overwritten afterwards as a read buffer is.
      byte[] part = Arrays.copyOfRange(bytes, from, cut);
      assembler.feed(part, 0, part.length, frame -> frames.add(describe(frame)));
      Arrays.fill(part, (byte) 0);
      from = cut;
    }
    assertThat(assembler.insideFrame()).isFalse();
    return frames;
  }

  private static String describe(Frame frame) {
    return frame + " " + GoldenVectors.utf8(frame.bodyBytes());
  }

  private static byte[] ints(int... values) {
    Output out = new Output(0);
    for (int value : values) {
      out.int32(value);
    }
    return out.toByteArray();
  }

  private static void feed(FrameAssembler assembler, byte[] bytes) {
    assembler.feed(bytes, 0, bytes.length, frame -> {});
  }

  @Test
  void a_stream_in_one_piece_gives_all_frames() {
    assertThat(WHOLE).hasSameSizeAs(GoldenVectors.ofKind("frame"));
  }

  @Test
  void every_split_in_two_gives_the_same_frames() {
    for (int cut = 0; cut <= STREAM.length; cut++) {
      assertThat(frames(STREAM, cut, STREAM.length)).as("cut at %s", cut).isEqualTo(WHOLE);
    }
  }

  @Test
  void single_bytes_give_the_same_frames() {
    FrameAssembler assembler = new FrameAssembler(FrameDecoder.MAX_FRAME);
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < STREAM.length; i++) {
      assembler.feed(STREAM, i, i + 1, frame -> frames.add(describe(frame)));
    }
    assertThat(frames).isEqualTo(WHOLE);
  }

  @Test
  void bytes_outside_the_given_range_are_not_read() {
    byte[] padded = new byte[STREAM.length + 20];
    Arrays.fill(padded, (byte) -1);
    System.arraycopy(STREAM, 0, padded, 10, STREAM.length);
    List<String> frames = new ArrayList<>();
    new FrameAssembler(FrameDecoder.MAX_FRAME)
        .feed(padded, 10, 10 + STREAM.length, frame -> frames.add(describe(frame)));
    assertThat(frames).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 0, 3, FrameDecoder.MAX_FRAME - 3, Integer.MAX_VALUE})
  void a_length_out_of_bounds_is_refused_as_soon_as_it_is_there(int length) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> feed(new FrameAssembler(FrameDecoder.MAX_FRAME), ints(length)))
        .withMessageContaining("frame");
    FrameAssembler slow = new FrameAssembler(FrameDecoder.MAX_FRAME);
    byte[] bytes = ints(length);
    slow.feed(bytes, 0, 2, frame -> {});
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> slow.feed(bytes, 2, 4, frame -> {}));
  }

  @Test
  void the_longest_frame_is_accepted() {
    int limit = 200;
    byte[] header = GoldenVectors.utf8("{\"code\":1}");
    Output out = new Output(0);
    out.int32(limit - 4);
    out.int32(header.length);
    out.bytes(header);
    out.bytes(new byte[limit - out.size()]);
    List<Integer> bodies = new ArrayList<>();
    new FrameAssembler(limit).feed(out.array(), 0, limit, frame -> bodies.add(frame.bodyLength()));
    assertThat(bodies).containsExactly(limit - 8 - header.length);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> feed(new FrameAssembler(limit - 1), out.toByteArray()))
        .withMessageContaining("200")
        .withMessageContaining("199");
  }

  @Test
  void half_a_frame_is_waited_for() {
    FrameAssembler assembler = new FrameAssembler(FrameDecoder.MAX_FRAME);
    List<Frame> frames = new ArrayList<>();
    assembler.feed(STREAM, 0, 100, frames::add);
    assertThat(frames).isEmpty();
    assertThat(assembler.insideFrame()).isTrue();
  }

  @Test
  void frames_announced_and_not_sent_cost_no_memory() {
    // 20,000 connections that announce 16 MiB each would need 312 GiB.
    List<FrameAssembler> waiting = new ArrayList<>();
    byte[] announced = ints(FrameDecoder.MAX_FRAME - 4, 0);
    for (int i = 0; i < 20_000; i++) {
      FrameAssembler assembler = new FrameAssembler(FrameDecoder.MAX_FRAME);
      feed(assembler, announced);
      waiting.add(assembler);
    }
    assertThat(waiting).allMatch(FrameAssembler::insideFrame);
  }

  @Test
  void a_header_longer_than_its_frame_is_refused() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> feed(new FrameAssembler(1000), ints(8, 5, 0)))
        .withMessageContaining("header length 5");
  }

  @Test
  void a_header_of_an_unknown_type_is_refused() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> feed(new FrameAssembler(1000), ints(4, 2 << 24)))
        .withMessageContaining("type 2");
  }

  @Test
  void an_empty_header_is_refused() {
    for (int form = 0; form <= 1; form++) {
      byte[] bytes = ints(4, form << 24);
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> feed(new FrameAssembler(1000), bytes));
    }
  }

  @Test
  void a_body_of_length_zero_is_none() {
    byte[] header = GoldenVectors.utf8("{\"code\":1}");
    Output out = new Output(0);
    out.int32(4 + header.length);
    out.int32(header.length);
    out.bytes(header);
    new FrameAssembler(1000)
        .feed(out.array(), 0, out.size(), frame -> assertThat(frame.hasBody()).isFalse());
  }
}
