package io.skua.wire;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages bytes in ways that decoders fear, repeatably from a seed. */
public final class Mutations {
  private static final int[] LENGTHS = {
    0, 1, -1, 3, 4, 127, 128, 0x7FFF, 0x8000, 0xFFFF, 0xFFFFFF, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final byte[] SYNTAX = GoldenVectors.utf8("{}[]\",':\\unt-0e. \u0000");

  private final SplittableRandom random;

  /** Makes a source of damage. */
  public Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns one of the originals, damaged one to four times. */
  public byte[] next(List<byte[]> originals) {
    byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      bytes = bytes.length == 0 ? random(4) : damage(bytes, originals);
    }
    return bytes;
  }

  private byte[] damage(byte[] bytes, List<byte[]> originals) {
    int at = random.nextInt(bytes.length);
    int other = random.nextInt(at, bytes.length) + 1;
    switch (random.nextInt(9)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> bytes[at] = SYNTAX[random.nextInt(SYNTAX.length)];
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return splice(bytes, at, other, new byte[0]);
      }
      case 5 -> {
        return splice(bytes, at, at, Arrays.copyOfRange(bytes, at, other));
      }
      case 6 -> {
        return splice(bytes, at, at, new byte[] {SYNTAX[random.nextInt(SYNTAX.length)]});
      }
      case 7 -> {
        byte[] donor = originals.get(random.nextInt(originals.size()));
        return splice(bytes, at, other, Arrays.copyOf(donor, random.nextInt(donor.length + 1)));
      }
      default -> {
        int value = LENGTHS[random.nextInt(LENGTHS.length)];
        for (int i = at; i < Math.min(at + 4, bytes.length); i++) {
          bytes[i] = (byte) (value >> (8 * (3 - (i - at))));
        }
      }
    }
    return bytes;
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    Output out = new Output(bytes.length + middle.length);
    out.bytes(bytes, 0, from);
    out.bytes(middle);
    out.bytes(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
