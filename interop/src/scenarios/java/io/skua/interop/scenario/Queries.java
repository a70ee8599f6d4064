package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Body;
import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.MQAdmin;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.SendResult;
import io.skua.common.message.MessageExt;
import java.util.ArrayList;
import java.util.List;

/** Messages found again, by their keys and by both of their ids. */
final class Queries {
  private Queries() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("query-by-key", Session.scenario(Queries::byKey)).asSmoke(),
        Entry.of("view-by-both-ids", Session.scenario(Queries::byId)).asSmoke());
  }

  private static Report byKey(Session session) throws Exception {
    List<Sent> sent = new ArrayList<>();
    sent.add(session.send(Content.text("one").keyed("order-1", "customer")));
    sent.add(session.send(Content.text("two").keyed("order-2", "customer")));
    sent.add(session.send(Content.text("three").keyed("order-3")));
    assertThat(session.found("customer", 2))
        .extracting(found -> Body.of(found.getBody()))
        .containsExactlyInAnyOrder(Body.of("one"), Body.of("two"));
    MessageExt third = session.found("order-3", 1).get(0);
    assertThat(third.getTopic()).isEqualTo(session.topic());
    assertThat(third.getKeys()).isEqualTo("order-3");
    MQAdmin admin = session.producer();
    assertThatThrownBy(() -> admin.queryMessage(session.topic(), "order-4", 32, 0, Long.MAX_VALUE))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("query message by key finished, but no message.");
    return Report.of(sent);
  }

  private static Report byId(Session session) throws Exception {
    Content content =
        Content.of(Body.of("compressed ".repeat(1_000)))
            .tagged("T")
            .keyed("key")
            .flagged(7)
            .with("color", "red");
    SendResult result = session.producer().send(session.message(content));
    session.found("key", 1); // The broker's index comes a moment later.
    MQAdmin admin = session.producer();
    for (String id : List.of(result.getMsgId(), result.getOffsetMsgId())) {
      MessageExt found = admin.viewMessage(session.topic(), id);
      assertThat(found.getTopic()).isEqualTo(session.topic());
      assertThat(found.getMsgId()).isEqualTo(result.getMsgId());
      assertThat(Body.of(found.getBody())).isEqualTo(content.body());
      assertThat(found.getTags()).isEqualTo("T");
      assertThat(found.getKeys()).isEqualTo("key");
      assertThat(found.getFlag()).isEqualTo(7);
      assertThat(found.getUserProperty("color")).isEqualTo("red");
      assertThat(found.getQueueId()).isEqualTo(result.getMessageQueue().getQueueId());
      assertThat(found.getQueueOffset()).isEqualTo(result.getQueueOffset());
    }
    return Report.of(Session.sent(content, result));
  }
}
