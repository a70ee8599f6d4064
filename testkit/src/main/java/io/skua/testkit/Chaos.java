package io.skua.testkit;

import io.skua.net.Address;
import io.skua.runtime.Loop;
import io.skua.runtime.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Faults on a {@link LoopbackNetwork}, drawn from a seed: the same seed gives the same run. It
 * begins when it is made. Belongs to the thread of the test.
 */
public final class Chaos implements LoopbackNetwork.Weather {
  /** What can happen to the connections of an address. */
  public enum Fault {
    /** For a while, bytes travel longer, by up to four seconds. */
    DELAY,
    /** For a while, a few kilobytes per second get through. */
    THROTTLE,
    /** All connections are reset. */
    CUT,
    /** The connections there are lose everything for ever, and nobody is told; new ones work. */
    HALF_OPEN,
    /** The same, and for a while no new connection opens or fails. */
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

  /** Bytes of a frame at which a wrong value always shows: length, header form, header length. */
  private static final int[] TELLING = {0, 4, 5};

  private static final byte BEYOND = 0x7F;
  private static final int LENGTH_BYTES = 4;
  private static final int FLIPPED_WITHIN = 400;

  private final LoopbackNetwork network;
  private final VirtualTime time;
  private final SplittableRandom random;
  private final List<Address> addresses;
  private final Fault[] kinds;
  private final Loop loop;
  private final Map<Address, Place> places = new HashMap<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private boolean over;

  /**
   * Lets faults happen from now on.
   *
   * @param addresses whose connections suffer
   * @param kinds what may happen
   */
  public Chaos(
      LoopbackNetwork network,
      VirtualTime time,
      long seed,
      List<Address> addresses,
      List<Fault> kinds) {
    this.network = network;
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.addresses = List.copyOf(addresses);
    this.kinds = kinds.toArray(Fault[]::new);
    this.loop = time.loop("chaos");
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
    loop.after(
        Duration.ofMillis(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS)),
        () -> {
          if (!over) {
            happen(
                kinds[random.nextInt(kinds.length)],
                addresses.get(random.nextInt(addresses.size())));
            next();
          }
        });
  }

  private void happen(Fault fault, Address address) {
    counts.merge(fault, 1, Integer::sum);
    Place place = place(address);
    Duration window = Duration.ofMillis(random.nextInt(1, LONGEST_WINDOW_MILLIS));
    switch (fault) {
      case DELAY -> {
        place.delay = Duration.ofMillis(random.nextInt(1, LONGEST_DELAY_MILLIS));
        loop.after(window, () -> place.delay = Duration.ZERO);
      }
      case THROTTLE -> {
        place.bytesPerSecond = random.nextInt(1_000, 50_000);
        loop.after(window, () -> place.bytesPerSecond = 0);
      }
      case CUT -> network.reset(address);
      case HALF_OPEN -> place.abandon();
      case BLACKOUT -> {
        place.abandon();
        network.silence(address);
        loop.after(window, () -> network.restore(address));
      }
      case CORRUPT, FLIP -> place.damage = fault;
    }
  }

  private Place place(Address address) {
    return places.computeIfAbsent(address, unaffected -> new Place());
  }

  @Override
  public LoopbackNetwork.Passage passage(Address target, boolean towards) {
    Way way = new Way(target);
    place(target).ways.add(way);
    return way;
  }

  /** What is wrong at an address now. */
  private static final class Place {
    private final List<Way> ways = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private int bytesPerSecond; // 0 for no limit
    private @Nullable Fault damage; // to the next frame

    void abandon() {
      ways.forEach(way -> way.abandoned = true);
      ways.clear();
    }
  }

  /** One direction of a connection; follows the frames, to know where one begins. */
  private final class Way implements LoopbackNetwork.Passage {
    private final Address target;
    private boolean abandoned;
    private int index; // of the next byte in its frame
    private int length; // what the frame says of itself, as far as it has passed
    private int damagedIndex = -1;
    private Fault damage = Fault.CORRUPT;
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
        damagedIndex = -1;
        if (place.damage != null) {
          damage = place.damage;
          place.damage = null;
          damagedIndex =
              damage == Fault.CORRUPT
                  ? TELLING[random.nextInt(TELLING.length)]
                  : random.nextInt(FLIPPED_WITHIN);
        }
      }
      int at = index++;
      if (at < LENGTH_BYTES) {
        length = (length << Byte.SIZE) | (value & 0xFF);
      }
      if (at >= LENGTH_BYTES - 1 && index == LENGTH_BYTES + length) {
        index = 0;
        length = 0;
      }
      if (at != damagedIndex) {
        return value;
      }
      return damage == Fault.CORRUPT ? BEYOND : (byte) (value ^ (1 << random.nextInt(Byte.SIZE)));
    }

    private Duration waiting(Place place, int bytes) {
      if (place.bytesPerSecond == 0) {
        return Duration.ZERO;
      }
      long now = time.clock().nanos();
      freeAt = Math.max(freeAt, now) + bytes * 1_000_000_000L / place.bytesPerSecond;
      return Duration.ofNanos(freeAt - now);
    }
  }
}
