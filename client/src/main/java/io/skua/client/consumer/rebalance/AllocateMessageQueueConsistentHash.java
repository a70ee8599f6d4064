package io.skua.client.consumer.rebalance;

import io.skua.common.consistenthash.HashFunction;
import io.skua.common.message.MessageQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts every client on a ring at several places; a queue belongs to the client whose place is the
 * next at or behind its own. When a client comes or goes, few queues move; but the shares differ a
 * lot in size. Safe for use from any thread, as far as the hash function is.
 */
public class AllocateMessageQueueConsistentHash extends AbstractAllocateMessageQueueStrategy {
  private static final int VIRTUAL_NODES = 10;

  private final int virtualNodeCnt;
  private final HashFunction hashFunction;

  /** Creates the strategy with 10 places for each client. */
  public AllocateMessageQueueConsistentHash() {
    this(VIRTUAL_NODES);
  }

  /**
   * Creates the strategy.
   *
   * @param virtualNodeCnt how many places each client has; with 0 nobody gets a queue
   */
  public AllocateMessageQueueConsistentHash(int virtualNodeCnt) {
    this(virtualNodeCnt, null);
  }

  /**
   * Creates the strategy with a hash function.
   *
   * @param virtualNodeCnt how many places each client has; with 0 nobody gets a queue
   * @param customHashFunction gives the places; null for the first four bytes of MD5
   * @throws IllegalArgumentException if the number is negative
   */
  public AllocateMessageQueueConsistentHash(
      int virtualNodeCnt, @Nullable HashFunction customHashFunction) {
    if (virtualNodeCnt < 0) {
      throw new IllegalArgumentException("illegal virtualNodeCnt :" + virtualNodeCnt);
    }
    this.virtualNodeCnt = virtualNodeCnt;
    this.hashFunction =
        customHashFunction == null ? AllocateMessageQueueConsistentHash::md5 : customHashFunction;
  }

  @Override
  public List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
    List<MessageQueue> share = new ArrayList<>();
    if (!check(consumerGroup, currentCID, mqAll, cidAll) || virtualNodeCnt == 0) {
      return share;
    }
    NavigableMap<Long, String> ring = ring(cidAll);
    for (MessageQueue queue : mqAll) {
      Map.Entry<Long, String> next = ring.ceilingEntry(hashFunction.hash(queue.toString()));
      String owner = (next == null ? ring.firstEntry() : next).getValue();
      if (owner.equals(currentCID)) {
        share.add(queue);
      }
    }
    return share;
  }

  private NavigableMap<Long, String> ring(List<String> clients) {
    NavigableMap<Long, String> ring = new TreeMap<>();
    for (String client : clients) {
      // An id that is there twice has twice the places.
      int first = Collections.frequency(ring.values(), client);
      for (int i = 0; i < virtualNodeCnt; i++) {
        ring.put(hashFunction.hash(client + "-" + (first + i)), client);
      }
    }
    return ring;
  }

  private static long md5(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
      return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5, but this one does not", e);
    }
  }

  @Override
  public String getName() {
    return "CONSISTENT_HASH";
  }
}
