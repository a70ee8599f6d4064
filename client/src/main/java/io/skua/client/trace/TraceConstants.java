package io.skua.client.trace;

/** Names and separators of traces (protocol 6.20). */
public class TraceConstants {
  /** What groups of producers of traces begin with. */
  public static final String GROUP_NAME_PREFIX = "_INNER_TRACE_PRODUCER";

  /** Stands between two fields of a trace. */
  public static final char CONTENT_SPLITOR = (char) 1;

  /** Stands behind each trace. */
  public static final char FIELD_SPLITOR = (char) 2;

  /** What instance names of producers of traces begin with. */
  public static final String TRACE_INSTANCE_NAME = "PID_CLIENT_INNER_TRACE_PRODUCER";

  /** What topics for traces begin with in the cloud; the region follows. */
  public static final String TRACE_TOPIC_PREFIX = "rmq_sys_TRACE_DATA_";

  /** There is nothing to create; kept because the constructor has always been public. */
  public TraceConstants() {}
}
