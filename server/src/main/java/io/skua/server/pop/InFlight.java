package io.skua.server.pop;

import io.skua.runtime.Clock;
import io.skua.server.broker.Offsets;
import io.skua.store.config.ConfigFile;
import io.skua.wire.body.PopFlights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are in flight, and where the next pop of each queue begins. On the loop.
 *
 * <p>The offset that is committed for a group is that of its first message in flight, so that a
 * crash loses none: what is not known to be in flight is popped anew. {@code popFlights.json} says
 * what above that offset is in flight, and so what is confirmed; {@link #save} writes it before the
 * offsets are written. An offset that somebody else has committed wins: what was in flight of that
 * queue is then forgotten.
 */
public final class InFlight {
  /** The most messages that may be in flight: each takes some 200 bytes of memory. */
  public static final int MOST = 1_000_000;

  private final Offsets offsets;
  private final ConfigFile file;
  private final Clock clock;
  private final Map<PopQueue, Flight.Lane> lanes = new HashMap<>();
  private final TreeSet<Flight> byTime = new TreeSet<>();
  private int size;
  private long numbers;
  private boolean changed;

  /** Reads the file; the offsets have been read before. */
  public InFlight(ConfigFile file, Offsets offsets, Clock clock) {
    this.file = file;
    this.offsets = offsets;
    this.clock = clock;
    file.read(text -> load(PopFlights.parse(text.getBytes(StandardCharsets.UTF_8))));
  }

  private void load(PopFlights saved) {
    saved
        .queues()
        .forEach((key, queues) -> queues.forEach((id, queue) -> load(PopQueue.of(key, id), queue)));
  }

  private void load(PopQueue queue, PopFlights.Queue saved) {
    long committed = committed(queue);
    if (committed < saved.floor()) {
      return; // Somebody has put the group back.
    }
    Flight.Lane lane = new Flight.Lane(queue, committed, Math.max(committed, saved.next()));
    for (PopFlights.Run run : saved.runs()) {
      for (long offset : run.offsets()) {
        if (offset >= committed) {
          add(lane, offset, run.popTime(), run.visibleAt());
        }
      }
    }
    lanes.put(queue, lane);
    settle(lane);
  }

  private long committed(PopQueue queue) {
    return offsets.find(queue.group(), queue.topic(), queue.queueId());
  }

  /** Returns how many messages are in flight. */
  public int size() {
    return size;
  }

  /** Says whether no more messages may be lent now. */
  public boolean full() {
    return size >= MOST;
  }

  /** Returns where the next pop of a queue begins; {@link Offsets#NONE} for a new group. */
  public long next(PopQueue queue) {
    Flight.Lane lane = find(queue);
    return lane == null ? committed(queue) : lane.next;
  }

  private Flight.@Nullable Lane find(PopQueue queue) {
    Flight.Lane lane = lanes.get(queue);
    if (lane != null && lane.floor != committed(queue)) {
      forget(lane);
      return null;
    }
    return lane;
  }

  private void forget(Flight.Lane lane) {
    byTime.removeAll(new ArrayList<>(lane.flights.values()));
    size -= lane.flights.size();
    lane.flights.clear();
    lanes.remove(lane.queue);
    changed = true;
  }

  /** Moves a group on in a queue past messages that it does not want. */
  public void skip(PopQueue queue, long next) {
    Flight.Lane lane = find(queue);
    if (lane == null) {
      offsets.commit(queue.group(), queue.topic(), queue.queueId(), next);
    } else {
      lane.next = next;
      changed = true;
    }
  }

  /**
   * Lends messages of a queue.
   *
   * @param next where the next pop begins
   */
  public void take(
      PopQueue queue, List<Long> taken, long next, long popTime, long invisibleMillis) {
    Flight.Lane lane = find(queue);
    if (lane == null) {
      lane = new Flight.Lane(queue, Offsets.NONE, next);
      lanes.put(queue, lane);
    }
    lane.next = next;
    for (long offset : taken) {
      add(lane, offset, popTime, visibleAt(popTime, invisibleMillis));
    }
    settle(lane);
  }

  private void add(Flight.Lane lane, long offset, long popTime, long visibleAt) {
    Flight flight = new Flight(lane, offset, numbers++, popTime, visibleAt);
    Flight before = lane.flights.put(offset, flight);
    if (before == null) {
      size++;
    } else {
      byTime.remove(before);
    }
    byTime.add(flight);
  }

  private static long visibleAt(long popTime, long invisibleMillis) {
    long millis = Math.max(0, invisibleMillis);
    return popTime > Long.MAX_VALUE - millis ? Long.MAX_VALUE : popTime + millis;
  }

  /** Commits what is done with. */
  private void settle(Flight.Lane lane) {
    changed = true;
    boolean empty = lane.flights.isEmpty();
    long floor = empty ? lane.next : lane.flights.firstKey();
    PopQueue queue = lane.queue;
    if (empty) {
      lanes.remove(queue);
    }
    if (floor != lane.floor) {
      lane.floor = floor;
      offsets.commit(queue.group(), queue.topic(), queue.queueId(), floor);
    }
  }

  /** Takes in that a message is consumed; returns false when the receipt says nothing any more. */
  public boolean ack(PopQueue queue, long offset, long popTime) {
    Flight flight = find(queue, offset, popTime);
    if (flight == null) {
      return false;
    }
    byTime.remove(flight);
    end(flight);
    return true;
  }

  private @Nullable Flight find(PopQueue queue, long offset, long popTime) {
    Flight.Lane lane = find(queue);
    Flight flight = lane == null ? null : lane.flights.get(offset);
    return flight == null || flight.returning || flight.popTime != popTime ? null : flight;
  }

  private void end(Flight flight) {
    flight.lane.flights.remove(flight.offset);
    size--;
    settle(flight.lane);
  }

  /**
   * Changes when a message comes again.
   *
   * @return the time of the pop in the new receipt; the old one says nothing any more
   */
  public long change(PopQueue queue, long offset, long popTime, long invisibleMillis) {
    long now = Math.max(clock.wallMillis(), popTime + 1);
    Flight flight = find(queue, offset, popTime);
    if (flight != null) {
      byTime.remove(flight);
      flight.popTime = now;
      flight.visibleAt = visibleAt(now, invisibleMillis);
      byTime.add(flight);
      changed = true;
    }
    return now;
  }

  // --- those that come again

  /** Returns the message that comes again first, or null. */
  @Nullable Flight first() {
    return byTime.isEmpty() ? null : byTime.first();
  }

  /** Says whether a flight still counts: nobody has put its group elsewhere. */
  boolean counts(Flight flight) {
    Flight.Lane lane = find(flight.lane.queue);
    return lane == flight.lane && flight.equals(lane.flights.get(flight.offset));
  }

  /** A copy of the message is on its way. */
  void returning(Flight flight) {
    byTime.remove(flight);
    flight.returning = true;
  }

  /** The copy is safe. */
  void returned(Flight flight) {
    if (counts(flight)) {
      end(flight);
    }
  }

  /** The message cannot come again now: tries later. */
  void later(Flight flight, long wallMillis) {
    if (counts(flight)) {
      byTime.remove(flight);
      flight.returning = false;
      flight.visibleAt = wallMillis;
      byTime.add(flight);
    }
  }

  /** Takes all copies that are on their way for safe; before the end, when the log is forced. */
  void returnedAll() {
    for (Flight.Lane lane : List.copyOf(lanes.values())) {
      for (Flight flight : List.copyOf(lane.flights.values())) {
        if (flight.returning) {
          returned(flight);
        }
      }
    }
  }

  // --- the file

  /** Writes the file if anything has changed; the offsets are to be written after it. */
  public void save() {
    if (changed) {
      SortedMap<String, SortedMap<Integer, PopFlights.Queue>> queues = new TreeMap<>();
      for (Flight.Lane lane : lanes.values()) {
        queues
            .computeIfAbsent(lane.queue.key(), key -> new TreeMap<>())
            .put(lane.queue.queueId(), saved(lane));
      }
      file.write(new String(new PopFlights(queues).write(), StandardCharsets.UTF_8));
      changed = false;
    }
  }

  private static PopFlights.Queue saved(Flight.Lane lane) {
    List<PopFlights.Run> runs = new ArrayList<>();
    List<Long> alike = new ArrayList<>();
    Flight last = null;
    for (Flight flight : lane.flights.values()) {
      if (last != null && !alike(last, flight)) {
        runs.add(new PopFlights.Run(last.popTime, last.visibleAt, alike));
        alike.clear();
      }
      alike.add(flight.offset);
      last = flight;
    }
    if (last != null) {
      runs.add(new PopFlights.Run(last.popTime, last.visibleAt, alike));
    }
    return new PopFlights.Queue(lane.floor, lane.next, runs);
  }

  private static boolean alike(Flight one, Flight other) {
    return one.popTime == other.popTime && one.visibleAt == other.visibleAt;
  }
}
