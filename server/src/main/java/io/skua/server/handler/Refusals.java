package io.skua.server.handler;

import io.skua.net.RequestRefused;
import io.skua.wire.code.ResponseCode;

/** Refusals that several requests share. */
final class Refusals {
  /** Follows the texts that the field knows with a link. */
  static final String FAQ =
      "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";

  private Refusals() {}

  static RequestRefused error(String remark) {
    return new RequestRefused(ResponseCode.SYSTEM_ERROR, remark);
  }

  static RequestRefused illegal(String remark) {
    return new RequestRefused(ResponseCode.MESSAGE_ILLEGAL, remark);
  }
}
