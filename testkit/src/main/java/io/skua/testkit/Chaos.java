package io.skua.testkit;

import io.skua.net.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Faults on a {@link FaultyNetwork}, drawn from a seed: the same seed gives the same faults with
 * the same pauses, whatever the traffic is. It begins when it is made. Belongs to the network's
 * thread.
 */
public final class Chaos implements FaultyNetwork.Weather {
  /** What can happen to the connections of an address. */
  public enum Fault {
    /** For a while, bytes travel longer. */
    DELAY,
    /** For a while, a few bytes get through, as on a bad line. */
    THROTTLE,
    /** All connections are reset. */
    CUT,
    /** The connections there are lose everything for ever, and nobody is told; new ones work. */
    HALF_OPEN,
    /** The same, and for a while new connections are as dead. */
    BLACKOUT,
    /**
     * The first bytes of the next frame are wrong so that it shows: a length beyond all limits, a
     * header form that does not exist, a header longer than its frame. Nothing subtler: the
     * protocol has no checksum over a frame, and a peer cannot know of a wrong byte that still
     * makes sense.
     */
    CORRUPT,
    /** One bit of the next frame is wrong, wherever. Nobody can promise to notice. */
    FLIP
  }

  private static final int SHORTEST_PAUSE_MILLIS = 50;
  private static final int LONGEST_PAUSE_MILLIS = 3_000;
  private static final int LONGEST_WINDOW_MILLIS = 5_000;
  private static final int LONGEST_DELAY_MILLIS = 4_000;
  private static final int SLOWEST_BYTES_PER_SECOND = 1_000;
  private static final int FASTEST_BYTES_PER_SECOND = 50_000;

  /** Bytes of a frame at which a wrong value always shows: length, header form, header length. */
  private static final int[] TELLING = {0, 4, 5};

  private static final int BEYOND = 0x7F;
  private static final int ALL = 0xFF;
  private static final int LENGTH_BYTES = 4;
  private static final int FLIPPED_WITHIN = 400;

  private final FaultyNetwork network;
  private final SplittableRandom random;
  private final List<Address> addresses;
  private final Fault[] kinds;
  private final int speed;
  private final Map<Address, Place> places = new HashMap<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private boolean over;

  /** The next frame has a wrong byte: of the right one some bits are kept, and some turned over. */
  private record Damage(int index, int kept, int flipped) {
    byte of(byte value) {
      return (byte) ((value & kept) ^ flipped);
    }
  }

  /**
   * Lets faults happen from now on.
   *
   * @param addresses whose connections suffer
   * @param kinds what may happen
   * @param speed how many times as fast as usual; usual are pauses of up to 3 s between faults,
   *     faults of up to 5 s, delays of up to 4 s, and throttled lines of 1 to 50 kB/s
   */
  public Chaos(
      FaultyNetwork network, long seed, List<Address> addresses, List<Fault> kinds, int speed) {
    this.network = network;
    this.random = new SplittableRandom(seed);
    this.addresses = List.copyOf(addresses);
    this.kinds = kinds.toArray(Fault[]::new);
    this.speed = speed;
    addresses.forEach(address -> places.put(address, new Place()));
    network.weather(this);
    next();
  }

  /** Ends it all: connections that are beyond help are reset, and from now on nothing happens. */
  public void end() {
    over = true;
    for (Address address : addresses) {
      places.put(address, new Place());
      network.restore(address);
      network.reset(address);
    }
  }

  /** How often each has happened. */
  public Map<Fault, Integer> counts() {
    return new EnumMap<>(counts);
  }

  private void next() {
    later(
        millis(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS),
        () -> {
          happen(
              kinds[random.nextInt(kinds.length)], addresses.get(random.nextInt(addresses.size())));
          next();
        });
  }

  private void later(Duration delay, Runnable task) {
    network.after(
        delay,
        () -> {
          if (!over) {
            task.run();
          }
        });
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most)).dividedBy(speed);
  }

  private void happen(Fault fault, Address address) {
    counts.merge(fault, 1, Integer::sum);
    Place place = place(address);
    Duration window = millis(1, LONGEST_WINDOW_MILLIS);
    switch (fault) {
      case DELAY -> {
        place.delay = millis(1, LONGEST_DELAY_MILLIS);
        later(window, () -> place.delay = Duration.ZERO);
      }
      case THROTTLE -> {
        place.bytesPerSecond =
            random.nextInt(SLOWEST_BYTES_PER_SECOND, FASTEST_BYTES_PER_SECOND) * speed;
        later(window, () -> place.bytesPerSecond = 0);
      }
      case CUT -> network.reset(address);
      case HALF_OPEN -> place.abandon();
      case BLACKOUT -> {
        place.abandon();
        network.silence(address);
        later(window, () -> network.restore(address));
      }
      case CORRUPT -> place.damage = new Damage(TELLING[random.nextInt(TELLING.length)], 0, BEYOND);
      case FLIP ->
          place.damage =
              new Damage(random.nextInt(FLIPPED_WITHIN), ALL, 1 << random.nextInt(Byte.SIZE));
    }
  }

  private Place place(Address address) {
    return places.computeIfAbsent(address, unaffected -> new Place());
  }

  @Override
  public FaultyNetwork.Passage passage(Address target, boolean towards) {
    Way way = new Way(target);
    place(target).ways.add(way);
    return way;
  }

  /** What is wrong at an address now. */
  private static final class Place {
    private final List<Way> ways = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private int bytesPerSecond; // 0 for no limit
    private @Nullable Damage damage; // to the next frame

    void abandon() {
      ways.forEach(way -> way.abandoned = true);
      ways.clear();
    }
  }

  /** One direction of a connection; follows the frames, to know where one begins. */
  private final class Way implements FaultyNetwork.Passage {
    private final Address target;
    private boolean abandoned;
    private int index; // of the next byte in its frame
    private int length; // what the frame says of itself, as far as it has passed
    private @Nullable Damage damage; // to this frame
    private long freeAt; // when the throttled line has sent what it has, in nanoseconds

    Way(Address target) {
      this.target = target;
    }

    @Override
    public @Nullable Duration carry(byte[] part) {
      if (abandoned) {
        return null;
      }
      Place place = place(target);
      for (int i = 0; i < part.length; i++) {
        part[i] = pass(place, part[i]);
      }
      return place.delay.plus(waiting(place, part.length));
    }

    private byte pass(Place place, byte value) {
      if (index == 0) {
        damage = place.damage;
        place.damage = null;
      }
      int at = index++;
      if (at < LENGTH_BYTES) {
        length = (length << Byte.SIZE) | (value & 0xFF);
      }
      if (at >= LENGTH_BYTES - 1 && index == LENGTH_BYTES + length) {
        index = 0;
        length = 0;
      }
      return damage != null && damage.index == at ? damage.of(value) : value;
    }

    private Duration waiting(Place place, int bytes) {
      if (place.bytesPerSecond == 0) {
        return Duration.ZERO;
      }
      long now = network.nanos();
      freeAt = Math.max(freeAt, now) + bytes * 1_000_000_000L / place.bytesPerSecond;
      return Duration.ofNanos(freeAt - now);
    }
  }
}
