package io.skua.client.internal.batch;

import io.skua.client.producer.SendResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of the result of a batch the results of its messages. */
final class SplitResult {
  private SplitResult() {}

  /**
   * Returns one result per message. An inner batch has one id for all and is one entry of the
   * queue: everybody gets its result as it is.
   */
  static List<SendResult> of(SendResult batch, int count) {
    String[] ids = batch.getMsgId().split(",", -1);
    if (count == 1 || ids.length != count) {
      return Collections.nCopies(count, batch);
    }
    List<SendResult> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SendResult result =
          new SendResult(
              batch.getSendStatus(),
              ids[i],
              batch.getMessageQueue(),
              batch.getQueueOffset() + i,
              batch.getTransactionId(),
              part(batch.getOffsetMsgId(), i, count),
              batch.getRegionId());
      result.setTraceOn(batch.isTraceOn());
      results.add(result);
    }
    return results;
  }

  private static @Nullable String part(@Nullable String ids, int place, int count) {
    String[] parts = ids == null ? new String[0] : ids.split(",", -1);
    return parts.length == count ? parts[place] : ids;
  }
}
