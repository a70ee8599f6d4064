package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.internal.consume.process.LightQueue;
import io.skua.wire.Output;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LightQueueTest {
  private static final long PLACE = 7; // in the topic that it was sent to

  private static MessageRecord record(Map<String, String> properties) {
    InetSocketAddress host = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);
    MessageDraft draft =
        new MessageDraft(
            "orders",
            2,
            0,
            0,
            1,
            host,
            host,
            0,
            0,
            new byte[3],
            0,
            3,
            MessageProperties.format(properties));
    Output out = new Output(256);
    MessageRecord.write(draft, PLACE, 1000, 2, out);
    byte[] bytes = out.toByteArray();
    return MessageRecord.parse(bytes, 0, bytes.length);
  }

  @Test
  void the_place_in_a_light_queue_is_what_the_properties_say() {
    MessageRecord stored =
        record(
            Map.of(
                "INNER_MULTI_DISPATCH",
                "%LMQ%a,%LMQ%b",
                "INNER_MULTI_QUEUE_OFFSET",
                "3,4000000000"));
    assertThat(LightQueue.offset(stored, "%LMQ%a")).isEqualTo(3);
    assertThat(LightQueue.offset(stored, "%LMQ%b")).isEqualTo(4_000_000_000L);
    assertThat(LightQueue.offset(stored, "orders")).isEqualTo(PLACE);
    assertThat(LightQueue.leadsTo(stored, "%LMQ%a")).isTrue();
    assertThat(LightQueue.leadsTo(stored, "orders")).isFalse();
  }

  @Test
  void properties_that_do_not_say_it_leave_the_place_of_the_record() {
    assertThat(LightQueue.offset(record(Map.of()), "%LMQ%a")).isEqualTo(PLACE);
    assertThat(LightQueue.offset(record(Map.of("INNER_MULTI_DISPATCH", "%LMQ%a")), "%LMQ%a"))
        .isEqualTo(PLACE);
    MessageRecord damaged =
        record(Map.of("INNER_MULTI_DISPATCH", "%LMQ%a,%LMQ%b", "INNER_MULTI_QUEUE_OFFSET", "x"));
    assertThat(LightQueue.offset(damaged, "%LMQ%a")).isEqualTo(PLACE);
    assertThat(LightQueue.offset(damaged, "%LMQ%b")).isEqualTo(PLACE);
  }
}
