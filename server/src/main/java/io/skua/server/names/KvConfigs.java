package io.skua.server.names;

import io.skua.store.config.ConfigFile;
import io.skua.wire.body.KvConfig;
import io.skua.wire.body.KvTable;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts by namespace and key, kept in a file that is written at each change (protocol 3.5). The
 * loop of the server owns it.
 */
public final class KvConfigs {
  /** The namespace of order topics: topic to {@code broker:queues;...} (protocol 3.5). */
  public static final String ORDER_TOPICS = "ORDER_TOPIC_CONFIG";

  private final SortedMap<String, SortedMap<String, String>> namespaces = new TreeMap<>();
  private final ConfigFile file;

  /** Reads the file. */
  public KvConfigs(ConfigFile file) {
    this.file = file;
    file.read(text -> load(KvConfig.parse(text.getBytes(StandardCharsets.UTF_8))));
  }

  private void load(KvConfig saved) {
    saved.namespaces().forEach((name, table) -> namespaces.put(name, new TreeMap<>(table)));
  }

  void put(String namespace, String key, String value) {
    namespaces.computeIfAbsent(namespace, name -> new TreeMap<>()).put(key, value);
    save();
  }

  @Nullable String value(String namespace, String key) {
    SortedMap<String, String> table = namespaces.get(namespace);
    return table == null ? null : table.get(key);
  }

  void delete(String namespace, String key) {
    SortedMap<String, String> table = namespaces.get(namespace);
    if (table != null && table.remove(key) != null) {
      save();
    }
  }

  @Nullable KvTable table(String namespace) {
    SortedMap<String, String> table = namespaces.get(namespace);
    return table == null ? null : new KvTable(table);
  }

  private void save() {
    file.write(new String(new KvConfig(namespaces).write(), StandardCharsets.UTF_8));
  }
}
