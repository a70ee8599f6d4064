package io.skua.client.common;

/** Codes of failures that no server has answered with (protocol 6.22). */
public class ClientErrorCode {
  /** No connection to the broker. */
  public static final int CONNECT_BROKER_EXCEPTION = 10001;

  /** The broker has not answered in time. */
  public static final int ACCESS_BROKER_TIMEOUT = 10002;

  /** No broker of that name is known. */
  public static final int BROKER_NOT_EXIST_EXCEPTION = 10003;

  /** No name server is set, or none has answered. */
  public static final int NO_NAME_SERVER_EXCEPTION = 10004;

  /** No name server knows the topic. */
  public static final int NOT_FOUND_TOPIC_EXCEPTION = 10005;

  /** No reply has come in time. */
  public static final int REQUEST_TIMEOUT_EXCEPTION = 10006;

  /** A reply cannot be made of a message. */
  public static final int CREATE_REPLY_MESSAGE_EXCEPTION = 10007;

  /** There is nothing to create; kept because the constructor has always been public. */
  public ClientErrorCode() {}
}
