package io.skua.client.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No name server has been set, and none was found by other means. Code 10004. */
@Situation(
    symptom = "the first send fails at once",
    cause = "no name server is set, and neither property, environment nor web address tells one",
    remedy = "call setNamesrvAddr(\"host:9876\"), or set rocketmq.namesrv.addr or NAMESRV_ADDR")
public class NameServerNotSetException extends NameServerUnreachableException {
  @Serial private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public NameServerNotSetException(String text, @Nullable Throwable cause) {
    super(text, cause);
  }
}
