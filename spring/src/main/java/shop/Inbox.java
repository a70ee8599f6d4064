package shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/** What the listeners were given, by listener, in the order in which it came. Thread-safe. */
@Component
public class Inbox {
  private final Map<Class<?>, Queue<Object>> received = new ConcurrentHashMap<>();

  /** Keeps what a listener was given. */
  void add(Class<?> listener, Object message) {
    of(listener).add(message);
  }

  /** Returns what a listener was given up to now. */
  public <T> List<T> of(Class<?> listener, Class<T> type) {
    List<T> all = new ArrayList<>();
    of(listener).forEach(message -> all.add(type.cast(message)));
    return all;
  }

  private Queue<Object> of(Class<?> listener) {
    return received.computeIfAbsent(listener, any -> new ConcurrentLinkedQueue<>());
  }
}
