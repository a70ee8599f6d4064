package io.skua.store.index;

/**
 * A question for messages.
 *
 * @param topic the topic as it is stored
 * @param key a unique id, or one of the business keys
 * @param most the most messages that are wanted; of more, the newest count
 * @param begin first store time that is wanted, in milliseconds since 1970
 * @param end last store time that is wanted
 */
public record KeyQuery(String topic, String key, int most, long begin, long end) {}
