package io.skua.server.delay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
  private final TimerHeap heap = new TimerHeap();

  private List<List<Long>> takeAll() {
    List<List<Long>> all = new ArrayList<>();
    while (!heap.isEmpty()) {
      all.add(List.of(heap.time(), heap.key()));
      heap.remove();
    }
    return all;
  }

  @Test
  void pairs_come_out_in_order() {
    SplittableRandom random = new SplittableRandom(7);
    List<List<Long>> pairs = new ArrayList<>();
    for (long i = 0; i < 5_000; i++) {
      pairs.add(List.of((long) random.nextInt(100), random.nextLong()));
    }
    pairs.forEach(pair -> heap.add(pair.get(0), pair.get(1)));
    assertThat(heap.size()).isEqualTo(5_000);
    pairs.sort(
        Comparator.<List<Long>>comparingLong(pair -> pair.get(0))
            .thenComparingLong(pair -> pair.get(1)));
    assertThat(takeAll()).isEqualTo(pairs);
  }

  @Test
  void a_heap_that_was_emptied_goes_on() {
    heap.add(2, 1);
    heap.add(1, 9);
    assertThat(takeAll()).containsExactly(List.of(1L, 9L), List.of(2L, 1L));
    heap.add(5, 5);
    assertThat(takeAll()).containsExactly(List.of(5L, 5L));
  }
}
