package io.skua.server.broker;

import io.skua.runtime.Clock;
import io.skua.store.config.ConfigFile;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.SubscriptionGroupTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The consumer groups of this broker, kept in {@code subscriptionGroup.json}, which is written at
 * each change (store format 6.2). The loop of the server owns it.
 */
public final class Groups {
  private static final List<String> SYSTEM =
      List.of(
          "TOOLS_CONSUMER",
          "FILTERSRV_CONSUMER",
          "SELF_TEST_C_GROUP",
          "CID_ONS-HTTP-PROXY",
          "CID_ONSAPI_OWNER",
          "CID_ONSAPI_PULL",
          "CID_ONSAPI_PERMISSION",
          "CID_RMQ_SYS_TRANS");

  private static final int READ = 4;

  private final Map<String, SubscriptionGroup> byName = new HashMap<>();
  private final SortedMap<String, SortedMap<String, Integer>> forbidden = new TreeMap<>();
  private final ConfigFile file;
  private final Clock clock;
  private DataVersion version;
  private boolean autoCreate = true;

  /** Reads the file. */
  public Groups(ConfigFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.version = new DataVersion(0, 0, clock.wallMillis());
    for (String name : SYSTEM) {
      byName.put(name, SubscriptionGroup.of(name));
    }
    file.read(text -> load(SubscriptionGroupTable.parse(text.getBytes(StandardCharsets.UTF_8))));
  }

  private void load(SubscriptionGroupTable saved) {
    version = saved.dataVersion();
    forbidden.putAll(saved.forbidden());
    byName.putAll(saved.groups());
  }

  /** Says whether an operator has forbidden a group to read a topic. */
  public boolean forbidden(String group, String topic) {
    SortedMap<String, Integer> topics = forbidden.get(group);
    return topics != null && (topics.getOrDefault(topic, 0) & READ) != 0;
  }

  /** Returns a group, or null when there is none of that name. */
  public @Nullable SubscriptionGroup find(String name) {
    return byName.get(name);
  }

  /**
   * Returns a group and makes it when it is missing; null when that cannot be its name, or when
   * clients may not make groups.
   */
  public @Nullable SubscriptionGroup obtain(String name) {
    SubscriptionGroup known = byName.get(name);
    if (known != null || !autoCreate || !Names.goodGroup(name)) {
      return known;
    }
    return put(SubscriptionGroup.of(name));
  }

  /** Makes or replaces a group; does nothing when it is so already. */
  public SubscriptionGroup put(SubscriptionGroup group) {
    if (!group.equals(byName.get(group.groupName()))) {
      DataVersion next = version.next(clock.wallMillis());
      SortedMap<String, SubscriptionGroup> all = new TreeMap<>(byName);
      all.put(group.groupName(), group);
      // The file comes first: a group that cannot be kept is not made.
      write(next, all);
      byName.put(group.groupName(), group);
      version = next;
    }
    return group;
  }

  /** Forgets a group; does nothing when there is none of that name. */
  public void remove(String name) {
    if (byName.containsKey(name)) {
      DataVersion next = version.next(clock.wallMillis());
      SortedMap<String, SubscriptionGroup> all = new TreeMap<>(byName);
      all.remove(name);
      write(next, all);
      byName.remove(name);
      version = next;
    }
  }

  private void write(DataVersion next, SortedMap<String, SubscriptionGroup> all) {
    byte[] text = new SubscriptionGroupTable(next, forbidden, all).write();
    file.write(new String(text, StandardCharsets.UTF_8));
  }

  /** Returns all groups as tools carry them. */
  public SubscriptionGroupTable table() {
    return new SubscriptionGroupTable(version, forbidden, new TreeMap<>(byName));
  }

  /** Says whether clients may make groups by using them. */
  public boolean autoCreate() {
    return autoCreate;
  }

  /** Sets whether clients may make groups by using them. */
  public void autoCreate(boolean set) {
    autoCreate = set;
  }
}
