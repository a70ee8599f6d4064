package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** 500 messages in flight at once, each answered by its callback. */
final class Asynchronous implements Scenario {
  private static final int COUNT = 500;
  private static final int PATIENCE_SECONDS = 60;

  @Override
  public Report run(Target target) throws Exception {
    try (Session session = Session.open(target)) {
      List<CompletableFuture<Sent>> answers = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        answers.add(send(session, Content.text("asynchronous " + i)));
      }
      List<Sent> sent = new ArrayList<>();
      for (CompletableFuture<Sent> answer : answers) {
        sent.add(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return Report.of(sent);
    }
  }

  private static CompletableFuture<Sent> send(Session session, Content content) throws Exception {
    Answer answer = new Answer();
    session.producer().send(session.message(content), answer);
    return answer.sent(content);
  }
}
