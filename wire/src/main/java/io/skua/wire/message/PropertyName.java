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

  /** First queue offset of an inner batch. */
  public static final String INNER_BASE = "INNER_BASE";

  /** "true" for a half message. */
  public static final String TRANSACTION_PREPARED = "TRAN_MSG";

  private PropertyName() {}
}
