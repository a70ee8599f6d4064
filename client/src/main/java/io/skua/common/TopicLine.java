package io.skua.common;

import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfig.FilterType;
import java.util.TreeMap;

/** The text form of a topic's configuration. */
final class TopicLine {
  private TopicLine() {}

  /** Returns the line of a configuration. */
  static String of(io.skua.common.TopicConfig config) {
    return new TopicConfig(
            String.valueOf(config.getTopicName()),
            config.getReadQueueNums(),
            config.getWriteQueueNums(),
            config.getPerm(),
            FilterType.valueOf(config.getTopicFilterType().name()),
            config.getTopicSysFlag(),
            config.isOrder(),
            new TreeMap<>(config.getAttributes()))
        .writeLine();
  }
}
