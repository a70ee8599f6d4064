package io.skua.client.trace;

import io.skua.client.AccessChannel;
import io.skua.client.producer.LocalTransactionState;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Traces as text and back (protocol 6.20). A value that is missing reads {@code null}. */
public class TraceDataEncoder {
  // Their places in this order are what is sent.
  private static final List<MessageType> MESSAGE_TYPES = List.of(MessageType.values());

  /** There is nothing to create; kept because the constructor has always been public. */
  public TraceDataEncoder() {}

  /**
   * Returns a trace as it is sent, or null for null. Consumption has a record for each message, the
   * others have one for the first message.
   *
   * @throws IllegalArgumentException when the trace has no type or no message
   */
  public static @Nullable TraceTransferBean encoderFromContextBean(@Nullable TraceContext ctx) {
    if (ctx == null) {
      return null;
    }
    TraceType type = ctx.getTraceType();
    if (type == null || ctx.getTraceBeans().isEmpty()) {
      throw new IllegalArgumentException("a trace needs a type and a message: " + type);
    }
    StringBuilder text = new StringBuilder(256);
    for (TraceBean bean : ctx.getTraceBeans()) {
      write(type, ctx, bean, text);
      if (type != TraceType.SubBefore && type != TraceType.SubAfter) {
        break;
      }
    }
    TraceTransferBean encoded = new TraceTransferBean();
    encoded.setTransData(text.toString());
    encoded.setTransKey(keys(ctx));
    return encoded;
  }

  private static void write(TraceType type, TraceContext ctx, TraceBean bean, StringBuilder text) {
    switch (type) {
      case Pub -> {
        begin(type, ctx, text);
        message(bean, text);
        field(text, bean.getBodyLength());
        field(text, ctx.getCostTime());
        field(text, place(bean));
        field(text, bean.getOffsetMsgId());
        text.append(ctx.isSuccess());
      }
      case SubBefore -> {
        begin(type, ctx, text);
        field(text, ctx.getRequestId());
        field(text, bean.getMsgId());
        field(text, bean.getRetryTimes());
        text.append(bean.getKeys());
      }
      case SubAfter -> {
        field(text, type);
        field(text, ctx.getRequestId());
        field(text, bean.getMsgId());
        field(text, ctx.getCostTime());
        field(text, ctx.isSuccess());
        field(text, bean.getKeys());
        field(text, ctx.getContextCode());
        // In the cloud the separator is the last of it: 5.3.3.
        if (ctx.getAccessChannel() != AccessChannel.CLOUD) {
          field(text, ctx.getTimeStamp());
          text.append(ctx.getGroupName());
        }
      }
      case EndTransaction -> {
        begin(type, ctx, text);
        message(bean, text);
        field(text, place(bean));
        field(text, bean.getTransactionId());
        field(text, bean.getTransactionState());
        text.append(bean.isFromTransactionCheck());
      }
      case Recall -> {
        begin(type, ctx, text);
        field(text, bean.getTopic());
        field(text, bean.getMsgId());
        text.append(ctx.isSuccess());
      }
    }
    text.append(TraceConstants.FIELD_SPLITOR);
  }

  private static void begin(TraceType type, TraceContext ctx, StringBuilder text) {
    field(text, type);
    field(text, ctx.getTimeStamp());
    field(text, ctx.getRegionId());
    field(text, ctx.getGroupName());
  }

  private static void message(TraceBean bean, StringBuilder text) {
    field(text, bean.getTopic());
    field(text, bean.getMsgId());
    field(text, bean.getTags());
    field(text, bean.getKeys());
    field(text, bean.getStoreHost());
  }

  private static int place(TraceBean bean) {
    MessageType type = bean.getMsgType();
    return type == null ? 0 : MESSAGE_TYPES.indexOf(type);
  }

  private static void field(StringBuilder text, @Nullable Object value) {
    text.append(value).append(TraceConstants.CONTENT_SPLITOR);
  }

  private static Set<String> keys(TraceContext ctx) {
    Set<String> keys = new LinkedHashSet<>();
    for (TraceBean bean : ctx.getTraceBeans()) {
      String id = bean.getMsgId();
      if (id != null && !id.isEmpty()) {
        keys.add(id);
      }
      String own = bean.getKeys();
      if (own != null && !own.isEmpty()) {
        keys.addAll(split(own, MessageConst.KEY_SEPARATOR.charAt(0)));
      }
    }
    keys.remove("");
    return keys;
  }

  /**
   * Reads traces, also those of older clients: {@code Pub} with 13 fields or with more than 14,
   * {@code SubAfter} with 6 or 7. A record that cannot be read is left out.
   */
  public static List<TraceContext> decoderFromTraceDataString(@Nullable String traceData) {
    List<TraceContext> traces = new ArrayList<>();
    if (traceData != null) {
      for (String record : split(traceData, TraceConstants.FIELD_SPLITOR)) {
        TraceContext trace = read(split(record, TraceConstants.CONTENT_SPLITOR));
        if (trace != null) {
          traces.add(trace);
        }
      }
    }
    return traces;
  }

  private static @Nullable TraceContext read(List<String> fields) {
    try {
      TraceType type = TraceType.valueOf(fields.get(0));
      TraceContext ctx = new TraceContext();
      TraceBean bean = new TraceBean();
      ctx.setTraceType(type);
      ctx.setTraceBeans(new ArrayList<>(List.of(bean)));
      if (type != TraceType.SubAfter) {
        ctx.setTimeStamp(Long.parseLong(fields.get(1)));
        ctx.setRegionId(fields.get(2));
        ctx.setGroupName(fields.get(3));
      }
      switch (type) {
        case Pub -> readPub(fields, ctx, bean);
        case SubBefore -> {
          ctx.setRequestId(fields.get(4));
          bean.setMsgId(fields.get(5));
          bean.setRetryTimes(Integer.parseInt(fields.get(6)));
          bean.setKeys(fields.get(7));
        }
        case SubAfter -> readSubAfter(fields, ctx, bean);
        case EndTransaction -> {
          readMessage(fields, bean);
          bean.setMsgType(MESSAGE_TYPES.get(Integer.parseInt(fields.get(9))));
          bean.setTransactionId(fields.get(10));
          bean.setTransactionState(LocalTransactionState.valueOf(fields.get(11)));
          bean.setFromTransactionCheck(Boolean.parseBoolean(fields.get(12)));
        }
        case Recall -> {
          bean.setTopic(fields.get(4));
          bean.setMsgId(fields.get(5));
          ctx.setSuccess(Boolean.parseBoolean(fields.get(6)));
        }
      }
      return ctx;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static void readPub(List<String> fields, TraceContext ctx, TraceBean bean) {
    readMessage(fields, bean);
    bean.setBodyLength(Integer.parseInt(fields.get(9)));
    ctx.setCostTime(Integer.parseInt(fields.get(10)));
    bean.setMsgType(MESSAGE_TYPES.get(Integer.parseInt(fields.get(11))));
    boolean old = fields.size() == 13;
    if (!old) {
      bean.setOffsetMsgId(fields.get(12));
    }
    ctx.setSuccess(Boolean.parseBoolean(fields.get(old ? 12 : 13)));
    if (fields.size() > 14) {
      bean.setClientHost(fields.get(14));
    }
  }

  private static void readMessage(List<String> fields, TraceBean bean) {
    bean.setTopic(fields.get(4));
    bean.setMsgId(fields.get(5));
    bean.setTags(fields.get(6));
    bean.setKeys(fields.get(7));
    bean.setStoreHost(fields.get(8));
  }

  private static void readSubAfter(List<String> fields, TraceContext ctx, TraceBean bean) {
    ctx.setRequestId(fields.get(1));
    bean.setMsgId(fields.get(2));
    ctx.setCostTime(Integer.parseInt(fields.get(3)));
    ctx.setSuccess(Boolean.parseBoolean(fields.get(4)));
    bean.setKeys(fields.get(5));
    if (fields.size() > 6) {
      ctx.setContextCode(Integer.parseInt(fields.get(6)));
    }
    if (fields.size() > 8) {
      ctx.setTimeStamp(Long.parseLong(fields.get(7)));
      ctx.setGroupName(fields.get(8));
    }
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      parts.add(text.substring(from, to));
      from = to + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }
}
