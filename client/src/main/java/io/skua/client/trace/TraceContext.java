package io.skua.client.trace;

import io.skua.client.AccessChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event in the life of one or several messages: a trace. Not thread-safe. */
public class TraceContext implements Comparable<TraceContext> {
  private @Nullable TraceType traceType;
  private long timeStamp;
  private @Nullable String regionId = "";
  private @Nullable String regionName = "";
  private @Nullable String groupName = "";
  private int costTime;
  private boolean success = true;
  private @Nullable String requestId = "";
  private int contextCode;
  private @Nullable AccessChannel accessChannel;
  private List<TraceBean> traceBeans = List.of();

  /** Creates a context in which nothing is set. */
  public TraceContext() {}

  /** Returns what happened. */
  public @Nullable TraceType getTraceType() {
    return traceType;
  }

  /** Sets what happened. */
  public void setTraceType(@Nullable TraceType traceType) {
    this.traceType = traceType;
  }

  /** Returns when it happened, in milliseconds since 1970-01-01T00:00Z. */
  public long getTimeStamp() {
    return timeStamp;
  }

  /** Sets when it happened, in milliseconds since 1970-01-01T00:00Z. */
  public void setTimeStamp(long timeStamp) {
    this.timeStamp = timeStamp;
  }

  /** Returns the region of the broker. */
  public @Nullable String getRegionId() {
    return regionId;
  }

  /** Sets the region of the broker. */
  public void setRegionId(@Nullable String regionId) {
    this.regionId = regionId;
  }

  /** Returns the name of the region; never sent. */
  public @Nullable String getRegionName() {
    return regionName;
  }

  /** Sets the name of the region; never sent. */
  public void setRegionName(@Nullable String regionName) {
    this.regionName = regionName;
  }

  /** Returns the group of the client, without its namespace. */
  public @Nullable String getGroupName() {
    return groupName;
  }

  /** Sets the group of the client, without its namespace. */
  public void setGroupName(@Nullable String groupName) {
    this.groupName = groupName;
  }

  /** Returns how long it took, in milliseconds. */
  public int getCostTime() {
    return costTime;
  }

  /** Sets how long it took, in milliseconds. */
  public void setCostTime(int costTime) {
    this.costTime = costTime;
  }

  /** Tells whether it succeeded. */
  public boolean isSuccess() {
    return success;
  }

  /** Sets whether it succeeded. */
  public void setSuccess(boolean success) {
    this.success = success;
  }

  /** Returns what the events before and after one consumption have in common. */
  public @Nullable String getRequestId() {
    return requestId;
  }

  /** Sets what the events before and after one consumption have in common. */
  public void setRequestId(@Nullable String requestId) {
    this.requestId = requestId;
  }

  /** Returns how a consumption ended: the place in the order of the consumers' return types. */
  public int getContextCode() {
    return contextCode;
  }

  /** Sets how a consumption ended: the place in the order of the consumers' return types. */
  public void setContextCode(int contextCode) {
    this.contextCode = contextCode;
  }

  /**
   * Returns what kind of service the client talks to; null: what the dispatcher was started with.
   */
  public @Nullable AccessChannel getAccessChannel() {
    return accessChannel;
  }

  /** Sets what kind of service the client talks to; null: what the dispatcher was started with. */
  public void setAccessChannel(@Nullable AccessChannel accessChannel) {
    this.accessChannel = accessChannel;
  }

  /** Returns the messages. */
  public List<TraceBean> getTraceBeans() {
    return traceBeans;
  }

  /** Sets the messages. */
  public void setTraceBeans(List<TraceBean> traceBeans) {
    this.traceBeans = traceBeans;
  }

  /** Compares by time. */
  @Override
  public int compareTo(TraceContext o) {
    return Long.compare(timeStamp, o.timeStamp);
  }
}
