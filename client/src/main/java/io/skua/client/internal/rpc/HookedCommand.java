package io.skua.client.internal.rpc;

import io.skua.remoting.protocol.LanguageCode;
import io.skua.remoting.protocol.RemotingCommand;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** A frame as hooks see it, which may outlive the frame. */
final class HookedCommand extends RemotingCommand {
  HookedCommand(Frame frame) {
    super(
        frame.code(),
        LanguageCode.valueOf(frame.language().name()),
        frame.version(),
        frame.opaque(),
        frame.flag(),
        new HashMap<>(frame.fields().toMap()));
    setRemark(frame.remark());
    setBody(body(frame));
  }

  private static byte @Nullable [] body(Frame frame) {
    if (!frame.hasBody()) {
      return null;
    }
    // The array of a request that is on its way is its own; that of an answer is a read buffer.
    boolean whole = frame.bodyLength() == frame.bodyArray().length;
    return whole ? frame.bodyArray() : frame.bodyBytes();
  }

  /** Returns a frame with what hooks have made of it. */
  Frame frame(Frame before) {
    byte[] body = getBody();
    Frame after =
        before.withCode(getCode()).withRemark(getRemark()).withFields(Fields.of(getExtFields()));
    return body == null ? after.withBody(new byte[0]) : after.withBody(body);
  }
}
