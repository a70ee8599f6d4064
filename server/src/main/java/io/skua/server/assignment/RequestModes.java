package io.skua.server.assignment;

import io.skua.store.config.ConfigFile;
import io.skua.wire.body.MessageRequestModes;
import io.skua.wire.body.SetMessageRequestMode;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which groups pop which topics, kept in {@code messageRequestMode.json}, which is written at each
 * change. The loop of the server owns it.
 */
public final class RequestModes {
  private final SortedMap<String, SortedMap<String, SetMessageRequestMode>> byTopic =
      new TreeMap<>();
  private final ConfigFile file;

  /** Reads the file. */
  public RequestModes(ConfigFile file) {
    this.file = file;
    file.read(text -> load(MessageRequestModes.parse(text.getBytes(StandardCharsets.UTF_8))));
  }

  private void load(MessageRequestModes saved) {
    saved.modes().forEach((topic, groups) -> byTopic.put(topic, new TreeMap<>(groups)));
  }

  /** Returns what was set for a group and a topic, or null. */
  public @Nullable SetMessageRequestMode find(String topic, String group) {
    SortedMap<String, SetMessageRequestMode> groups = byTopic.get(topic);
    return groups == null ? null : groups.get(group);
  }

  /** Sets how a group gets the messages of a topic. */
  public void set(SetMessageRequestMode mode) {
    byTopic.computeIfAbsent(mode.topic(), topic -> new TreeMap<>()).put(mode.consumerGroup(), mode);
    file.write(new String(all().write(), StandardCharsets.UTF_8));
  }

  /** Returns all that was set. */
  public MessageRequestModes all() {
    return new MessageRequestModes(byTopic);
  }
}
