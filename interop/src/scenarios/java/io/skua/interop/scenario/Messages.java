package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Body;
import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in a message: ways to say it, its limits, and what sending leaves in the caller's hand.
 */
final class Messages {
  private static final int PROPERTIES_LIMIT = 32_767;

  private Messages() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("constructors-of-messages", Session.scenario(Messages::constructors)),
        Entry.of("keys-as-a-collection", Session.scenario(Messages::keyCollection)),
        Entry.of("every-byte-value", Session.scenario(Messages::everyByte)),
        Entry.of("shortest-body", Session.scenario(Messages::shortestBody)),
        Entry.of("hundreds-of-properties", Session.scenario(Messages::hundredsOfProperties)),
        Entry.of("properties-near-the-limit", Session.scenario(Messages::propertiesNearTheLimit)),
        Entry.of("properties-over-the-limit", Session.scenario(Messages::propertiesOverTheLimit)),
        Entry.of("reserved-properties", Session.scenario(Messages::reservedProperties)),
        Entry.of("blank-properties", Session.scenario(Messages::blankProperties)),
        Entry.of("property-is-replaced", Session.scenario(Messages::propertyIsReplaced)),
        Entry.of("buyer-id", Session.scenario(Messages::buyerId)),
        Entry.of("no-waiting-for-the-store", Session.scenario(Messages::noWaiting)),
        Entry.of("id-is-on-the-message", Session.scenario(Messages::idOnTheMessage)),
        Entry.of("sending-again-keeps-the-id", Session.scenario(Messages::sendingAgain)),
        Entry.of("message-stays-as-it-was", Session.scenario(Messages::staysAsItWas)),
        Entry.of("fields-of-a-receipt", Session.scenario(Messages::receipt)).asSmoke());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Report constructors(Session session) throws Exception {
    String topic = session.topic();
    List<Message> messages =
        List.of(
            new Message(topic, bytes("one")),
            new Message(topic, "T", bytes("two")),
            new Message(topic, "T", "k1 k2", bytes("three")),
            new Message(topic, "T", "k", 5, bytes("four"), true));
    Message last = new Message();
    last.setTopic(topic);
    last.setBody(bytes("five"));
    last.setWaitStoreMsgOK(true);
    List<Content> contents =
        List.of(
            Content.text("one"),
            Content.text("two").tagged("T"),
            Content.text("three").tagged("T").keyed("k1", "k2"),
            Content.text("four").tagged("T").keyed("k").flagged(5));
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      sent.add(Session.sent(contents.get(i), session.producer().send(messages.get(i))));
    }
    sent.add(Session.sent(Content.text("five"), session.producer().send(last)));
    return Report.of(sent);
  }

  private static Report keyCollection(Session session) throws Exception {
    Message message = session.message("many keys");
    message.setKeys(List.of("order-1", "order-2", "order-3"));
    return Report.of(
        Session.sent(
            Content.text("many keys").keyed("order-1", "order-2", "order-3"),
            session.producer().send(message)));
  }

  private static Report everyByte(Session session) throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return Report.of(session.send(Content.of(Body.of(all))));
  }

  private static Report shortestBody(Session session) throws Exception {
    return Report.of(
        session.send(Content.of(Body.of(new byte[] {0}))), session.send(Content.text("x")));
  }

  private static Report hundredsOfProperties(Session session) throws Exception {
    Content content = Content.text("many properties");
    for (int i = 0; i < 500; i++) {
      content = content.with("name-" + i, "value of " + i);
    }
    return Report.of(session.send(content));
  }

  /** What client and broker add, some 200 bytes, counts as well. */
  private static Report propertiesNearTheLimit(Session session) throws Exception {
    return Report.of(
        session.send(Content.text("long").with("long", "x".repeat(PROPERTIES_LIMIT - 300))));
  }

  private static Report propertiesOverTheLimit(Session session) throws Exception {
    Message message = session.message("too long");
    message.putUserProperty("long", "x".repeat(PROPERTIES_LIMIT));
    assertThatThrownBy(() -> session.producer().send(message))
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("CODE: 13")
        .hasMessageContaining("msg properties length limit 32KB");
    return Report.of(session.send("after"));
  }

  private static Report reservedProperties(Session session) throws Exception {
    Message message = session.message("reserved");
    for (String name : List.of("KEYS", "TAGS", "UNIQ_KEY", "DELAY", "WAIT", "TRAN_MSG")) {
      assertThatThrownBy(() -> message.putUserProperty(name, "mine"))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining(
              "The Property<%s> is used by system, input another please".formatted(name));
    }
    return Report.of(Session.sent(Content.text("reserved"), session.producer().send(message)));
  }

  private static Report blankProperties(Session session) throws Exception {
    Message message = session.message("blank");
    for (String blank : new String[] {null, "", " "}) {
      assertThatThrownBy(() -> message.putUserProperty("name", blank))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("The name or value of property can not be null or blank string!");
      assertThatThrownBy(() -> message.putUserProperty(blank, "value"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    return Report.of(Session.sent(Content.text("blank"), session.producer().send(message)));
  }

  private static Report propertyIsReplaced(Session session) throws Exception {
    Message message = session.message("replaced");
    message.putUserProperty("a", "first");
    message.putUserProperty("a", "second");
    message.setTags("first");
    message.setTags("second");
    return Report.of(
        Session.sent(
            Content.text("replaced").tagged("second").with("a", "second"),
            session.producer().send(message)));
  }

  private static Report buyerId(Session session) throws Exception {
    Message message = session.message("bought");
    message.setBuyerId("buyer-7");
    return Report.of(
        Session.sent(
            Content.text("bought").with(MessageConst.PROPERTY_BUYER_ID, "buyer-7"),
            session.producer().send(message)));
  }

  private static Report noWaiting(Session session) throws Exception {
    Message message = session.message("in a hurry");
    message.setWaitStoreMsgOK(false);
    return Report.of(
        Session.sent(
            Content.text("in a hurry").with(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, "false"),
            session.producer().send(message)));
  }

  private static Report idOnTheMessage(Session session) throws Exception {
    Message message = session.message("identified");
    SendResult result = session.producer().send(message);
    assertThat(message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX))
        .isEqualTo(result.getMsgId());
    return Report.of(Session.sent(Content.text("identified"), result));
  }

  private static Report sendingAgain(Session session) throws Exception {
    Message message = session.message("twice");
    SendResult first = session.producer().send(message);
    SendResult second = session.producer().send(message);
    assertThat(second.getMsgId()).isEqualTo(first.getMsgId());
    return Report.of(
        Session.sent(Content.text("twice"), first), Session.sent(Content.text("twice"), second));
  }

  private static Report staysAsItWas(Session session) throws Exception {
    Content content =
        Content.of(Body.of("compressible ".repeat(1000))).tagged("T").keyed("k").with("a", "b");
    Message message = session.message(content);
    byte[] body = message.getBody();
    Map<String, String> before = new HashMap<>(message.getProperties());
    SendResult result = session.producer().send(message);
    assertThat(message.getBody()).isSameAs(body);
    assertThat(message.getTopic()).isEqualTo(session.topic());
    assertThat(message.getProperties()).containsAllEntriesOf(before);
    assertThat(message.getProperties().keySet())
        .isSubsetOf("TAGS", "KEYS", "a", "WAIT", "UNIQ_KEY");
    return Report.of(Session.sent(content, result));
  }

  private static Report receipt(Session session) throws Exception {
    SendResult result = session.producer().send(session.message("receipt"));
    // 16 bytes with an IPv4 address in them, 28 with an IPv6 one (protocol 4.5).
    assertThat(result.getMsgId()).matches("[0-9A-F]{32}|[0-9A-F]{56}");
    assertThat(result.getOffsetMsgId()).matches("[0-9A-F]{32}");
    assertThat(result.getTransactionId()).isEqualTo(result.getMsgId());
    assertThat(result.getRegionId()).isEqualTo("DefaultRegion");
    assertThat(result.isTraceOn()).isTrue();
    assertThat(result.getMessageQueue().getTopic()).isEqualTo(session.topic());
    assertThat(result.getQueueOffset()).isZero();
    return Report.of(Session.sent(Content.text("receipt"), result));
  }
}
