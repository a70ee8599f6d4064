package io.skua.interop.scenario;

import interop.harness.Catalogue;
import java.util.List;

/** The scenarios for the client that this source is compiled against. */
public final class AllScenarios implements Catalogue {

  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry("synchronous", "", new Synchronous()),
        new Entry("asynchronous", "", new Asynchronous()),
        new Entry("one-way", "", new OneWay()),
        new Entry("given-queue", "", new GivenQueue()),
        new Entry("ordered-by-key", "", new OrderedByKey()),
        new Entry("properties", "", new Properties()),
        new Entry("large-and-compressed", "", new LargeAndCompressed()),
        new Entry("batch", "", new Batch()),
        new Entry("refusals", "", new Refusals()),
        new Entry("queues-and-offsets", "", new QueuesAndOffsets()),
        new Entry("groups", "", new Groups()),
        new Entry("quickstart", Quickstart.TOPIC, new Quickstart()));
  }
}
