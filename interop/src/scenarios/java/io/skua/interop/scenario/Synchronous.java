package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Target;
import java.util.List;
import java.util.stream.IntStream;

/** 100 messages, one after the other, to a topic that the first one creates. */
final class Synchronous implements Scenario {
  private static final int COUNT = 100;

  @Override
  public Report run(Target target) throws Exception {
    try (Session session = Session.open(target)) {
      List<Content> contents =
          IntStream.range(0, COUNT).mapToObj(i -> Content.text("synchronous " + i)).toList();
      return Report.of(session.sendAll(contents));
    }
  }
}
