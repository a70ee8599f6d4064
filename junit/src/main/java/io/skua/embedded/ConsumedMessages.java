package io.skua.embedded;

import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.common.message.MessageExt;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What the listeners of a group have been given, and what they have done with it. Thread-safe. */
final class ConsumedMessages implements ConsumeMessageHook {
  private static final Platform PLATFORM = SystemPlatform.INSTANCE;

  private final String group;
  private final List<MessageExt> done = new ArrayList<>(); // guarded by this
  private final List<String> failed = new ArrayList<>(); // guarded by this
  private CompletableFuture<Void> more = new CompletableFuture<>(); // guarded by this

  ConsumedMessages(String group) {
    this.group = group;
  }

  @Override
  public String hookName() {
    return "EmbeddedSkua";
  }

  @Override
  public void consumeMessageBefore(ConsumeMessageContext context) {}

  @Override
  public synchronized void consumeMessageAfter(ConsumeMessageContext context) {
    if (context.isSuccess()) {
      done.addAll(context.getMsgList());
    } else {
      for (MessageExt message : context.getMsgList()) {
        failed.add(text(message, context.getProps() + " " + context.getStatus()));
      }
    }
    more.complete(null);
    more = new CompletableFuture<>();
  }

  /** Returns what has been consumed of a topic, when there are so many. */
  List<MessageExt> await(String topic, int count, Duration atMost) {
    long deadline = PLATFORM.clock().nanos() + atMost.toNanos();
    while (true) {
      List<MessageExt> consumed;
      CompletableFuture<Void> next;
      synchronized (this) {
        consumed = done.stream().filter(message -> topic.equals(message.getTopic())).toList();
        next = more;
      }
      if (consumed.size() >= count) {
        return consumed;
      }
      try {
        PLATFORM.awaitNanos(next, deadline - PLATFORM.clock().nanos());
      } catch (TimeoutException e) {
        throw tooFew(topic, count, atMost, consumed);
      } catch (ExecutionException | InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while group " + group + " consumed", e);
      }
    }
  }

  private synchronized AssertionError tooFew(
      String topic, int count, Duration atMost, List<MessageExt> consumed) {
    StringBuilder text = new StringBuilder(200);
    text.append("group ").append(group).append(" has consumed ").append(consumed.size());
    text.append(" of ").append(count).append(" messages of topic ").append(topic);
    text.append(" after ").append(atMost.toMillis()).append(" ms");
    for (MessageExt message : consumed) {
      text.append("\n  ").append(text(message, "done"));
    }
    for (String failure : failed) {
      text.append("\n  ").append(failure);
    }
    return new AssertionError(text.toString());
  }

  private static String text(MessageExt message, String result) {
    return "topic "
        + message.getTopic()
        + ", tags "
        + message.getTags()
        + ", keys "
        + message.getKeys()
        + ", id "
        + message.getMsgId()
        + ", tried before "
        + message.getReconsumeTimes()
        + " times: "
        + result;
  }
}
