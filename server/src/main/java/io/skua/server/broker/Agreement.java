package io.skua.server.broker;

import io.skua.net.Link;
import io.skua.wire.body.SubscriptionData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the clients of one group all subscribe to the same. When they do not, what was heard last
 * counts for all of them (protocol B 2.3), and messages go where nobody wants them: the log says so
 * once, and again when it is over. The loop of the server owns it.
 */
final class Agreement {
  private static final Logger log = LoggerFactory.getLogger(Agreement.class);

  private final Map<Link, Wish> wishes = new HashMap<>();
  private final String group;
  private boolean whole = true;

  Agreement(String group) {
    this.group = group;
  }

  /** What one client wants: expressions by topic. */
  private record Wish(String clientId, SortedMap<String, String> expressions) {}

  /** Notes what a client subscribes to. */
  void heard(Link link, String clientId, List<SubscriptionData> subscriptions) {
    SortedMap<String, String> expressions = new TreeMap<>();
    for (SubscriptionData subscription : subscriptions) {
      // Which retry topics there are depends on how a client gets its messages.
      if (!subscription.topic().startsWith(Names.RETRY)) {
        expressions.put(
            subscription.topic(), subscription.expressionType() + " " + subscription.expression());
      }
    }
    Wish wish = new Wish(clientId, expressions);
    if (!wish.equals(wishes.put(link, wish))) {
      compare();
    }
  }

  /** Forgets a client. */
  void left(Link link) {
    if (wishes.remove(link) != null) {
      compare();
    }
  }

  private void compare() {
    Set<SortedMap<String, String>> different = new HashSet<>();
    wishes.values().forEach(wish -> different.add(wish.expressions));
    boolean before = whole;
    whole = different.size() < 2;
    if (before && !whole) {
      log.warn(
          "the clients of group {} subscribe differently, and the last heartbeat counts for all of"
              + " them, so that messages stay unread; let each subscribe to the same, or use"
              + " several groups: {}",
          group,
          wishes.values());
    } else if (whole && !before) {
      log.info("the clients of group {} subscribe to the same again", group);
    }
  }

  /** Says whether all clients subscribe to the same. */
  boolean whole() {
    return whole;
  }
}
