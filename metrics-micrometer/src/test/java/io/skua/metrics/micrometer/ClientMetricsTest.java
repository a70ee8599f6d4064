package io.skua.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skua.client.consumer.listener.ConsumeReturnType;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.metrics.ConsumeReport;
import io.skua.client.metrics.SendManner;
import io.skua.client.metrics.SendReport;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With the real registries, and for one test with a server. */
class ClientMetricsTest {
  @Test
  void a_producers_work_shows_in_the_registry() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ClientMetrics metrics = new ClientMetrics(registry);
    try (SkuaServer server =
            SkuaServer.builder().port(0).inMemory().autoCreateTopics(true).start();
        DefaultMQProducer producer = new DefaultMQProducer("metrics_test")) {
      producer.setNamesrvAddr(server.address().toString());
      producer.setClientListener(metrics);
      producer.start();
      producer.send(new Message("Orders", new byte[100]));
      producer.send(new Message("Orders", new byte[50]));
      producer.sendOneway(new Message("Orders", new byte[7]));
      assertThat(registry.scrape())
          .contains(
              "skua_client_sends_seconds_count{broker=\"broker-a\",manner=\"sync\","
                  + "outcome=\"send_ok\",topic=\"Orders\"} 2")
          .contains(
              "skua_client_sends_seconds_count{broker=\"none\",manner=\"one_way\","
                  + "outcome=\"handed_over\",topic=\"Orders\"} 1")
          .contains("skua_client_send_bytes_total{topic=\"Orders\"} 157.0")
          .contains("skua_client_connections 1.0");
    }
    assertThat(registry.get("skua.client.connections").gauge().value()).isZero();
  }

  @Test
  void failures_show_by_type_and_retries_are_counted() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ClientMetrics metrics = new ClientMetrics(registry);
    Exception failure = new TopicNotFoundException("no such topic", null);
    metrics.sendEnded(
        new SendReport(SendManner.ASYNC, "g", "T", "broker-a", 3, 5_000_000, 9, null, failure),
        null);
    assertThat(
            registry
                .get("skua.client.sends")
                .tags("outcome", "TopicNotFoundException", "manner", "async")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("skua.client.send.retries").counter().count()).isEqualTo(2);
    assertThat(registry.get("skua.client.send.bytes").counter().count()).isZero();
  }

  @Test
  void a_refusal_shows_under_the_broker_that_refused() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (SkuaServer server = SkuaServer.builder().port(0).inMemory().start();
        DefaultMQProducer producer = new DefaultMQProducer("metrics_test")) {
      producer.setNamesrvAddr(server.address().toString());
      producer.setClientListener(new ClientMetrics(registry));
      producer.setMaxMessageSize(8 << 20);
      producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
      producer.start();
      Message tooLarge = new Message("Anywhere", new byte[5 << 20]);
      Throwable failure = catchThrowable(() -> producer.send(tooLarge));
      assertThat(
              registry
                  .get("skua.client.sends")
                  .tags("broker", "broker-a", "outcome", failure.getClass().getSimpleName())
                  .timer()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void a_consumers_work_shows_in_the_registry() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ClientMetrics metrics = new ClientMetrics(registry);
    metrics.consumed(
        new ConsumeReport(
            "g", "T", "broker-a", 3, 1500, 5_000_000, ConsumeReturnType.SUCCESS, null));
    metrics.consumed(
        new ConsumeReport(
            "g", "T", "broker-a", 1, 500, 1_000_000, ConsumeReturnType.TIME_OUT, null));
    metrics.subscriptionsDiffer("g");
    assertThat(registry.get("skua.client.consumes").tags("outcome", "time_out").timer().count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("skua.client.consume.messages")
                .tags("outcome", "success", "topic", "T", "group", "g")
                .counter()
                .count())
        .isEqualTo(3);
    assertThat(registry.get("skua.client.consume.age").timer().max(TimeUnit.MILLISECONDS))
        .isEqualTo(1500);
    assertThat(registry.get("skua.client.divided").tags("group", "g").counter().count())
        .isEqualTo(1);
  }
}
