package io.skua.client.consumer;

import io.skua.common.message.MessageExt;
import java.util.List;

/** What a pull brought. */
public class PullResult {
  private final PullStatus pullStatus;
  private final long nextBeginOffset;
  private final long minOffset;
  private final long maxOffset;
  private List<MessageExt> msgFoundList;

  /** Puts the parts together; see the getters. */
  public PullResult(
      PullStatus pullStatus,
      long nextBeginOffset,
      long minOffset,
      long maxOffset,
      List<MessageExt> msgFoundList) {
    this.pullStatus = pullStatus;
    this.nextBeginOffset = nextBeginOffset;
    this.minOffset = minOffset;
    this.maxOffset = maxOffset;
    this.msgFoundList = msgFoundList;
  }

  /** Returns how it went. */
  public PullStatus getPullStatus() {
    return pullStatus;
  }

  /** Returns the offset to go on from, however it went. */
  public long getNextBeginOffset() {
    return nextBeginOffset;
  }

  /** Returns the offset of the first message of the queue. */
  public long getMinOffset() {
    return minOffset;
  }

  /** Returns the offset behind the last message of the queue. */
  public long getMaxOffset() {
    return maxOffset;
  }

  /** Returns the messages, in order; empty when there are none. */
  public List<MessageExt> getMsgFoundList() {
    return msgFoundList;
  }

  /** Sets the messages. */
  public void setMsgFoundList(List<MessageExt> msgFoundList) {
    this.msgFoundList = msgFoundList;
  }

  @Override
  public String toString() {
    return "PullResult [pullStatus="
        + pullStatus
        + ", nextBeginOffset="
        + nextBeginOffset
        + ", minOffset="
        + minOffset
        + ", maxOffset="
        + maxOffset
        + ", msgFoundList="
        + msgFoundList.size()
        + "]";
  }
}
