package io.skua.interop.scenario;

import interop.harness.Body;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Target;
import java.util.List;
import java.util.Random;

/** Bodies around the threshold of compression, compressible and not, up to 1 MiB and the limit. */
final class LargeAndCompressed implements Scenario {
  private static final int THRESHOLD = 4096;
  private static final int MEBIBYTE = 1 << 20;
  private static final int LIMIT = 4 << 20;
  private static final long SEED = 20260101;

  @Override
  public Report run(Target target) throws Exception {
    List<Content> contents =
        List.of(
            repeated(THRESHOLD - 1),
            repeated(THRESHOLD),
            repeated(THRESHOLD + 1),
            random(THRESHOLD),
            repeated(MEBIBYTE),
            random(MEBIBYTE),
            repeated(LIMIT));
    try (Session session = Session.open(target)) {
      return Report.of(session.sendAll(contents));
    }
  }

  private static Content repeated(int length) {
    return Content.of(Body.of("skua ".repeat(length).substring(0, length)));
  }

  private static Content random(int length) {
    byte[] bytes = new byte[length];
    new Random(SEED + length).nextBytes(bytes);
    return Content.of(Body.of(bytes));
  }
}
