package io.skua.testkit;

import io.skua.net.Address;
import io.skua.wire.code.RequestCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * While it rages, about half of what tells a broker what became of popped messages does not arrive,
 * with whatever was written together with it.
 */
final class LostConfirmations implements FaultyNetwork.Weather {
  private static final List<String> LOST =
      List.of(
          code(RequestCode.ACK_MESSAGE),
          code(RequestCode.BATCH_ACK_MESSAGE),
          code(RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME));

  private final RandomGenerator random;
  boolean rages;

  LostConfirmations(RandomGenerator random) {
    this.random = random;
  }

  private static String code(int code) {
    return "{\"code\":" + code + ",";
  }

  @Override
  public FaultyNetwork.Passage passage(Address target, boolean towards) {
    return part -> towards && rages && isLost(part) ? null : Duration.ZERO;
  }

  private boolean isLost(byte[] part) {
    String text = new String(part, StandardCharsets.ISO_8859_1);
    return LOST.stream().anyMatch(text::contains) && random.nextBoolean();
  }
}
