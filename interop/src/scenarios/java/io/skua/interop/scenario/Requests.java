package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Body;
import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.RequestCallback;
import io.skua.client.producer.SendStatus;
import io.skua.client.utils.MessageUtil;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A request of one producer that another answers (protocol 7.9). */
final class Requests {
  private static final long TTL_MILLIS = 60_000;
  private static final String KEY = "question";
  private static final Content CONTENT = Content.text("how much?").keyed(KEY);

  /** What the client adds to a request, and the one who replies needs. */
  private static final List<String> OF_REQUESTS =
      List.of(
          MessageConst.PROPERTY_CORRELATION_ID,
          MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT,
          MessageConst.PROPERTY_MESSAGE_TTL);

  private Requests() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("request-and-reply", Session.scenario(Requests::asynchronously)).asSmoke(),
        Entry.of("request-that-waits", Session.scenario(Requests::waiting)));
  }

  private static Report asynchronously(Session session) throws Exception {
    Message request = session.message(CONTENT);
    CompletableFuture<Message> answer = new CompletableFuture<>();
    session
        .producer()
        .request(
            request,
            new RequestCallback() {
              @Override
              public void onSuccess(Message message) {
                if (message != null) { // As Apache's client says that the request was sent.
                  answer.complete(message);
                }
              }

              @Override
              public void onException(Throwable failure) {
                answer.completeExceptionally(failure);
              }
            },
            TTL_MILLIS);
    reply(session);
    Message reply = answer.get(TTL_MILLIS, TimeUnit.MILLISECONDS);
    return answered(request, reply);
  }

  private static Report waiting(Session session) throws Exception {
    Message request = session.message(CONTENT);
    CompletableFuture<?> replying =
        CompletableFuture.runAsync(
            () -> {
              try {
                reply(session);
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    Message reply = session.producer().request(request, TTL_MILLIS);
    replying.get(TTL_MILLIS, TimeUnit.MILLISECONDS);
    return answered(request, reply);
  }

  private static Report answered(Message request, Message reply) {
    assertThat(Body.of(reply.getBody())).isEqualTo(Body.of("42"));
    assertThat(reply.getProperty(MessageConst.PROPERTY_CORRELATION_ID))
        .isEqualTo(request.getProperty(MessageConst.PROPERTY_CORRELATION_ID));
    Content content = CONTENT;
    for (String property : OF_REQUESTS) {
      content = content.with(property, request.getProperty(property));
    }
    return Report.of(new Sent(content, null, null));
  }

  private static void reply(Session session) throws Exception {
    DefaultMQProducer other =
        Session.prepare(session.target(), new DefaultMQProducer("answers-of-" + session.topic()));
    try (Session answering = Session.open(session.target(), other)) {
      Message request = answering.found(KEY, 1).get(0);
      Message reply =
          MessageUtil.createReplyMessage(request, "42".getBytes(StandardCharsets.UTF_8));
      assertThat(answering.producer().send(reply).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }
  }
}
