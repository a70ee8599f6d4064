package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Report;
import interop.harness.Target;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Ways to say where the name servers are. */
final class Addresses {
  private Addresses() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("first-name-server-is-dead", target -> sendTo(target, dead(target) + ";%s")),
        Entry.of("second-name-server-is-dead", target -> sendTo(target, "%s;" + dead(target))),
        Entry.of("address-given-twice", target -> sendTo(target, "%s;%s")),
        Entry.of("address-with-a-scheme", target -> sendTo(target, "http://%s")),
        Entry.of("address-by-host-name", Addresses::byHostName),
        Entry.of("only-name-server-is-dead", Addresses::allDead));
  }

  private static String dead(Target target) throws Exception {
    return "127.0.0.1:" + target.operator().deadPort();
  }

  private static Report sendTo(Target target, String form) throws Exception {
    DefaultMQProducer producer = Session.prepare(target);
    producer.setNamesrvAddr(form.replace("%s", target.nameServers()));
    try (Session session = Session.open(target, producer)) {
      return Report.of(session.send("found"), session.send("and found again"));
    }
  }

  private static Report byHostName(Target target) throws Exception {
    return sendTo(target, target.nameServers().replace("127.0.0.1", "localhost"));
  }

  /** Starting succeeds, sending fails: with a type of its own in each client. */
  private static Report allDead(Target target) throws Exception {
    DefaultMQProducer producer = Session.prepare(target);
    producer.setNamesrvAddr(dead(target));
    try (Session session = Session.open(target, producer)) {
      Throwable failure = Assertions.catchThrowable(() -> session.send("nobody to ask"));
      assertThat(failure).isInstanceOfAny(MQClientException.class, IllegalStateException.class);
    }
    return Report.of();
  }
}
