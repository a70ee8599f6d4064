package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Many at once: threads, producers, and sends that other sends begin. */
final class Crowds {
  private static final int THREADS = 8;
  private static final int EACH = 25;
  private static final int PATIENCE_SECONDS = 60;

  private Crowds() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("threads", Session.scenario(Crowds::threads)).asSmoke(),
        Entry.of("asynchronous-threads", Session.scenario(Crowds::asynchronousThreads)),
        Entry.of("producers-at-once", Crowds::producersAtOnce),
        Entry.of("manners-mixed", Session.scenario(Crowds::mannersMixed)),
        Entry.of("callbacks-that-send", Session.scenario(Crowds::callbacksThatSend)),
        Entry.of("callbacks-that-throw", Session.scenario(Crowds::callbacksThatThrow)),
        Entry.of("own-callback-threads", Session.scenario(Crowds::ownCallbackThreads)),
        Entry.of("even-spread", Session.scenario(Crowds::evenSpread)),
        Entry.of("order-of-one-thread", Session.scenario(Crowds::orderOfOneThread)));
  }

  private static List<Sent> inThreads(Callable<List<Sent>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Sent> sent = new ArrayList<>();
      for (Future<List<Sent>> part : threads.invokeAll(Collections.nCopies(THREADS, work))) {
        sent.addAll(part.get());
      }
      return sent;
    } finally {
      threads.shutdown();
    }
  }

  private static Content content(int number) {
    return Content.text("message " + number + " of " + Thread.currentThread().getName());
  }

  private static Report threads(Session session) throws Exception {
    return Report.of(
        inThreads(
            () -> {
              List<Sent> sent = new ArrayList<>();
              for (int i = 0; i < EACH; i++) {
                sent.add(session.send(content(i)));
              }
              return sent;
            }));
  }

  private static Report asynchronousThreads(Session session) throws Exception {
    return Report.of(
        inThreads(
            () -> {
              List<CompletableFuture<Sent>> answers = new ArrayList<>();
              for (int i = 0; i < EACH; i++) {
                Answer answer = new Answer();
                session.producer().send(session.message(content(i)), answer);
                answers.add(answer.sent(content(i)));
              }
              List<Sent> sent = new ArrayList<>();
              for (CompletableFuture<Sent> answer : answers) {
                sent.add(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
              }
              return sent;
            }));
  }

  private static Report producersAtOnce(Target target) throws Exception {
    return Report.of(
        inThreads(
            () -> {
              List<Sent> sent = new ArrayList<>();
              try (Session session = Session.open(target)) {
                for (int i = 0; i < 5; i++) {
                  sent.add(session.send(content(i)));
                }
              }
              return sent;
            }));
  }

  private static Report mannersMixed(Session session) throws Exception {
    session.createTopic(4);
    List<Sent> sent = new ArrayList<>();
    List<CompletableFuture<Sent>> answers = new ArrayList<>();
    sent.add(session.send("opens the connection"));
    for (int i = 0; i < EACH; i++) {
      sent.add(session.send("synchronous " + i));
      Content asynchronous = Content.text("asynchronous " + i);
      Answer answer = new Answer();
      session.producer().send(session.message(asynchronous), answer);
      answers.add(answer.sent(asynchronous));
      Content oneWay = Content.text("one-way " + i);
      session.producer().sendOneway(session.message(oneWay));
      sent.add(new Sent(oneWay, null, null));
    }
    sent.add(session.send("proves that the one-way messages have left"));
    for (CompletableFuture<Sent> answer : answers) {
      sent.add(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return Report.of(sent);
  }

  /** Each callback sends the next message, asynchronously, ten in a row. */
  private static Report callbacksThatSend(Session session) throws Exception {
    CompletableFuture<List<Sent>> end = new CompletableFuture<>();
    sendNext(session, 0, Collections.synchronizedList(new ArrayList<>()), end);
    return Report.of(end.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private static void sendNext(
      Session session, int number, List<Sent> sent, CompletableFuture<List<Sent>> end)
      throws Exception {
    if (number == 10) {
      end.complete(sent);
      return;
    }
    Content content = Content.text("link " + number + " of a chain");
    session
        .producer()
        .send(
            session.message(content),
            new SendCallback() {
              @Override
              public void onSuccess(SendResult result) {
                sent.add(Session.sent(content, result));
                try {
                  sendNext(session, number + 1, sent, end);
                } catch (Exception e) {
                  end.completeExceptionally(e);
                }
              }

              @Override
              public void onException(Throwable failure) {
                end.completeExceptionally(failure);
              }
            });
  }

  /** What a callback throws is its own affair: later callbacks are called all the same. */
  private static Report callbacksThatThrow(Session session) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Content content = Content.text("thrower " + i);
      CompletableFuture<SendResult> called = new CompletableFuture<>();
      session
          .producer()
          .send(
              session.message(content),
              new SendCallback() {
                @Override
                public void onSuccess(SendResult result) {
                  called.complete(result);
                  throw new IllegalStateException("of the callback");
                }

                @Override
                public void onException(Throwable failure) {
                  called.completeExceptionally(failure);
                }
              });
      sent.add(Session.sent(content, called.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
    }
    return Report.of(sent);
  }

  private static Report ownCallbackThreads(Session session) throws Exception {
    ExecutorService own = Executors.newSingleThreadExecutor(body -> new Thread(body, "my-own"));
    try {
      session.producer().setCallbackExecutor(own);
      Set<String> threads = ConcurrentHashMap.newKeySet();
      List<Sent> sent = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Content content = Content.text("called back " + i);
        CompletableFuture<SendResult> called = new CompletableFuture<>();
        session
            .producer()
            .send(
                session.message(content),
                new SendCallback() {
                  @Override
                  public void onSuccess(SendResult result) {
                    threads.add(Thread.currentThread().getName());
                    called.complete(result);
                  }

                  @Override
                  public void onException(Throwable failure) {
                    called.completeExceptionally(failure);
                  }
                });
        sent.add(Session.sent(content, called.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
      }
      assertThat(threads).containsExactly("my-own");
      return Report.of(sent);
    } finally {
      own.shutdown();
    }
  }

  private static Report evenSpread(Session session) throws Exception {
    session.createTopic(4);
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sent.add(session.send("spread " + i));
    }
    Map<Integer, Long> perQueue =
        sent.stream()
            .collect(
                Collectors.groupingBy(each -> each.receipt().queueId(), Collectors.counting()));
    assertThat(perQueue.values()).as("messages of each queue").containsOnly(10L).hasSize(4);
    return Report.of(sent);
  }

  /** In one queue, what one thread sends lies in the order sent. */
  private static Report orderOfOneThread(Session session) throws Exception {
    var queue = session.createTopic(2).get(0);
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      Content content = Content.text("ordered " + i);
      sent.add(
          Session.sent(content, session.producer().send(session.message(content), queue), "one"));
    }
    return Report.of(sent);
  }
}
