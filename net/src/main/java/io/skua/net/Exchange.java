package io.skua.net;

import io.skua.wire.frame.Frame;

/** A request that came in and is to be answered: at once, or later and from any thread. */
public final class Exchange {
  private final Link link;
  private final int code;
  private final int opaque;
  private final boolean oneWay;

  Exchange(Link link, Frame request) {
    this.link = link;
    this.code = request.code();
    this.opaque = request.opaque();
    this.oneWay = request.isOneWay();
  }

  /** Returns the connection that the request came on. */
  public Link link() {
    return link;
  }

  /** Returns the code of the request. */
  public int code() {
    return code;
  }

  /** Says whether the requester must not be answered; {@link #reply} then does nothing. */
  public boolean oneWay() {
    return oneWay;
  }

  /** Answers. Does nothing for a one-way request (protocol 1.5) or when the connection has gone. */
  public void reply(Frame response) {
    if (!oneWay) {
      link.send(response, opaque);
    }
  }

  @Override
  public String toString() {
    return "request " + code + " #" + opaque + " from " + link;
  }
}
