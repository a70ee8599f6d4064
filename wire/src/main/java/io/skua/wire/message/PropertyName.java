package io.skua.wire.message;

/** Names of the properties that the layers below the public API read or write (protocol 4.2). */
public final class PropertyName {
  /** Business keys, separated by blanks. */
  public static final String KEYS = "KEYS";

  /** The tag that consumers filter by. */
  public static final String TAGS = "TAGS";

  /** "false" when the sender does not wait for the disk; anything else, or none, means true. */
  public static final String WAIT = "WAIT";

  /** Delay level, a decimal number from 1. */
  public static final String DELAY = "DELAY";

  /** The unique id that the client gives a message (protocol 4.5). */
  public static final String UNIQ_KEY = "UNIQ_KEY";

  /** Number of messages of an inner batch. */
  public static final String INNER_NUM = "INNER_NUM";

  /** Names the request that a reply belongs to (protocol 6.17). */
  public static final String CORRELATION_ID = "CORRELATION_ID";

  /** The id of the client that waits for a reply. */
  public static final String REPLY_TO_CLIENT = "REPLY_TO_CLIENT";

  /** When a broker passed a reply on, in milliseconds since 1970. */
  public static final String PUSH_REPLY_TIME = "PUSH_REPLY_TIME";

  /** First queue offset of an inner batch. */
  public static final String INNER_BASE = "INNER_BASE";

  private PropertyName() {}
}
