package io.skua.remoting.common;

/** Constants of the transport that programs use to make the bytes of a body. */
public class RemotingHelper {
  /** Character set of text in messages. */
  public static final String DEFAULT_CHARSET = "UTF-8";

  /** There is nothing to create; kept because the constructor has always been public. */
  public RemotingHelper() {}
}
