package io.skua.client.internal.consume.pull;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.MixAll;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetMaxOffset;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.SearchOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a queue is consumed from when it becomes ours (protocol b 3.6): from the offset that is
 * kept, else from where the settings say. The log tells what was chosen and why.
 */
final class StartOffset {
  private static final Logger log = LoggerFactory.getLogger(StartOffset.class);

  private final ClientInstance instance;
  private final ConsumerSettings settings;
  private final Offsets offsets;

  StartOffset(ClientInstance instance, ConsumerSettings settings, Offsets offsets) {
    this.instance = instance;
    this.settings = settings;
    this.offsets = offsets;
  }

  /** Returns the offset; fails when nobody knows it now. */
  CompletableFuture<Long> find(MessageQueue queue) {
    return offsets
        .read(queue)
        .thenCompose(
            kept ->
                kept >= 0
                    ? chosen(
                        queue,
                        kept,
                        kept == 0
                            ? "nothing is consumed yet, or the topic is young (protocol b 5.1)"
                            : "the group has consumed as far as that")
                    : fromWhere(queue));
  }

  private CompletableFuture<Long> fromWhere(MessageQueue queue) {
    ConsumeFromWhere where = settings.consumeFromWhere();
    boolean retry = queue.getTopic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
    String why = "the group has no offset there, and " + where + " is set";
    if (where == ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET) {
      return chosen(queue, 0, why);
    }
    if (where == ConsumeFromWhere.CONSUME_FROM_TIMESTAMP && !retry) {
      return ask(queue, search(queue)).thenCompose(offset -> chosen(queue, offset, why));
    }
    if (retry && where != ConsumeFromWhere.CONSUME_FROM_TIMESTAMP) {
      return chosen(
          queue, 0, "the group has no offset there, and messages to retry are not left out");
    }
    return ask(queue, end(queue)).thenCompose(offset -> chosen(queue, offset, why));
  }

  private CompletableFuture<Long> chosen(MessageQueue queue, long offset, String why) {
    log.info("group {} consumes {} from offset {}: {}", settings.group(), queue, offset, why);
    return CompletableFuture.completedFuture(offset);
  }

  private Frame search(MessageQueue queue) {
    return Frame.request(
        RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
        SearchOffset.WIRE,
        new SearchOffset(
            queue.getTopic(),
            queue.getQueueId(),
            settings.consumeFromMillis(),
            SearchOffset.Boundary.LOWER,
            queue.getBrokerName()));
  }

  private static Frame end(MessageQueue queue) {
    return Frame.request(
        RequestCode.GET_MAX_OFFSET,
        GetMaxOffset.WIRE,
        new GetMaxOffset(queue.getTopic(), queue.getQueueId(), true, queue.getBrokerName()));
  }

  private CompletableFuture<Long> ask(MessageQueue queue, Frame request) {
    Address master = instance.routes().table().master(queue.getBrokerName());
    if (master == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("no master of broker " + queue.getBrokerName() + " is known"));
    }
    return instance
        .links()
        .call(
            master,
            request,
            instance.apiTimeout(),
            answer -> {
              if (answer.code() != ResponseCode.SUCCESS) {
                throw new CompletionException(
                    new MQBrokerException(answer.code(), answer.remark(), master.toString()));
              }
              return answer.header(OffsetResult.WIRE).offset();
            });
  }
}
