package io.skua.cli.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be examined.
 *
 * @param nameServers host:port of each
 * @param topic a topic as well, or null
 * @param group a consumer group as well, or null
 * @param vip whether clients use the brokers' second port, the VIP channel
 */
public record Subject(
    List<String> nameServers, @Nullable String topic, @Nullable String group, boolean vip) {
  /** Copies the list. */
  public Subject {
    nameServers = List.copyOf(nameServers);
  }
}
