package io.skua.interop.scenario;

import interop.harness.Catalogue;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios for the client that this source is compiled against. */
public final class AllScenarios implements Catalogue {

  private static List<Entry> basics() {
    return List.of(
        Entry.of("synchronous", new Synchronous()).asSmoke(),
        Entry.of("asynchronous", new Asynchronous()).asSmoke(),
        Entry.of("one-way", new OneWay()).asSmoke(),
        Entry.of("given-queue", new GivenQueue()),
        Entry.of("ordered-by-key", new OrderedByKey()).asSmoke(),
        Entry.of("properties", new Properties()).asSmoke(),
        Entry.of("large-and-compressed", new LargeAndCompressed()).asSmoke(),
        Entry.of("batch", new Batch()).asSmoke(),
        Entry.of("queues-and-offsets", new QueuesAndOffsets()).asSmoke(),
        Entry.of("groups", new Groups()),
        Entry.of("quickstart", new Quickstart()).withTopic(Quickstart.TOPIC).asSmoke());
  }

  @Override
  public List<Entry> entries() {
    return Stream.of(
            basics(),
            Forms.entries(),
            Batches.entries(),
            Messages.entries(),
            Sizes.entries(),
            Refusals.entries(),
            Topics.entries(),
            Offsets.entries(),
            Lives.entries(),
            Addresses.entries(),
            Namespaces.entries(),
            Crowds.entries(),
            Faults.entries())
        .flatMap(List::stream)
        .toList();
  }
}
