package io.skua.client.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.AccessChannel;
import io.skua.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Protocol 6.20, trap 59. */
class TracePackerTest {
  private final TracePacker packer = new TracePacker("traces", AccessChannel.LOCAL);

  private static TraceContext trace(String topic, String id, String keys) {
    TraceBean bean = new TraceBean();
    bean.setTopic(topic);
    bean.setMsgId(id);
    bean.setKeys(keys);
    TraceContext trace = new TraceContext();
    trace.setTraceType(TraceType.Pub);
    trace.setRegionId("region");
    trace.setTraceBeans(List.of(bean));
    return trace;
  }

  private static List<TraceContext> read(TracePacker.Parcel parcel) {
    return TraceDataEncoder.decoderFromTraceDataString(
        new String(parcel.message().getBody(), StandardCharsets.UTF_8));
  }

  @Test
  void traces_of_one_topic_share_a_message() {
    packer.add(trace("orders", "1", "a b"));
    packer.add(trace("bills", "2", ""));
    packer.add(trace("orders", "3", "b c"));
    List<TracePacker.Parcel> parcels = packer.finish();
    assertThat(parcels).extracting(TracePacker.Parcel::traces).containsExactly(2, 1);
    Message orders = parcels.get(0).message();
    assertThat(orders.getTopic()).isEqualTo("traces");
    assertThat(orders.getKeys()).isEqualTo("1 a b 3 c");
    assertThat(read(parcels.get(0))).hasSize(2);
  }

  @Test
  void a_message_is_cut_before_it_is_too_large_for_its_own_producer() {
    String keys = "ä".repeat(15_000); // Two bytes each.
    for (int i = 0; i < 10; i++) {
      packer.add(trace("orders", "id" + i, keys));
    }
    List<TracePacker.Parcel> parcels = packer.finish();
    assertThat(parcels).extracting(TracePacker.Parcel::traces).containsExactly(4, 4, 2);
    assertThat(parcels)
        .allSatisfy(
            parcel ->
                assertThat(parcel.message().getBody())
                    .hasSizeLessThanOrEqualTo(TracePacker.MAX_BODY));
    assertThat(parcels.stream().mapToInt(parcel -> read(parcel).size()).sum()).isEqualTo(10);
  }

  @Test
  void keys_that_do_not_fit_are_left_out_and_their_trace_is_not() {
    packer.add(trace("orders", "id", "k".repeat(31_000)));
    TracePacker.Parcel parcel = packer.finish().get(0);
    assertThat(parcel.message().getKeys()).isEqualTo("id");
    assertThat(read(parcel)).hasSize(1);
  }

  @Test
  void what_fits_no_message_is_counted() {
    packer.add(trace("orders", "x".repeat(TracePacker.MAX_BODY), ""));
    packer.add(new TraceContext());
    TraceContext nowhere = trace("orders", "id", "");
    nowhere.setRegionId(null);
    packer.add(nowhere);
    assertThat(packer.finish()).isEmpty();
    assertThat(packer.unfit()).isEqualTo(3);
  }

  @Test
  void in_the_cloud_the_topic_follows_from_the_region() {
    TracePacker cloud = new TracePacker("traces", AccessChannel.CLOUD);
    cloud.add(trace("orders", "1", ""));
    TraceContext local = trace("orders", "2", "");
    local.setAccessChannel(AccessChannel.LOCAL);
    cloud.add(local);
    assertThat(cloud.finish())
        .extracting(parcel -> parcel.message().getTopic())
        .containsExactly("rmq_sys_TRACE_DATA_region", "traces");
  }
}
