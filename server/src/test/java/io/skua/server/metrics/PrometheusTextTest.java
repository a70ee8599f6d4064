package io.skua.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  @Test
  void a_family_has_help_type_and_samples_in_order() {
    PrometheusText out = new PrometheusText();
    out.counter("skua_x_total", "How many.");
    out.sample("topic", "a\\b\"c\nd", 7);
    out.sample("topic", "plain", 8);
    out.gauge("skua_y", "Now.", -1);
    out.summary("skua_z_seconds", "Long.", 2, 0.5);
    assertThat(out)
        .hasToString(
            """
            # HELP skua_x_total How many.
            # TYPE skua_x_total counter
            skua_x_total{topic="a\\\\b\\"c\\nd"} 7
            skua_x_total{topic="plain"} 8
            # HELP skua_y Now.
            # TYPE skua_y gauge
            skua_y -1
            # HELP skua_z_seconds Long.
            # TYPE skua_z_seconds summary
            skua_z_seconds_sum 0.5
            skua_z_seconds_count 2
            """);
  }

  @Test
  void topics_are_counted_up_to_a_bound_and_then_together() {
    Traffic traffic = new Traffic();
    for (int i = 0; i < Traffic.MOST_TOPICS + 50; i++) {
      traffic.in("T" + i, 2, 100);
    }
    traffic.out("T0", "G", 1, 50);
    PrometheusText out = new PrometheusText();
    traffic.write(out);
    assertThat(out.toString())
        .contains("skua_messages_in_total{topic=\"T0\"} 2\n")
        .contains("skua_messages_in_total{topic=\"" + Traffic.OTHERS + "\"} 100\n")
        .contains("skua_bytes_in_total{topic=\"" + Traffic.OTHERS + "\"} 5000\n")
        .contains("skua_bytes_out_total{topic=\"T0\"} 50\n")
        .contains("skua_group_bytes_total{topic=\"T0\",group=\"G\"} 50\n")
        .doesNotContain("\"T" + Traffic.MOST_TOPICS + "\"");
  }
}
