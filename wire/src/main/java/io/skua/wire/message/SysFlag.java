package io.skua.wire.message;

/** The bits of a message's sysFlag (protocol 4.4). All methods are pure. */
public final class SysFlag {
  /** The body is compressed; bits 8 to 10 say how. */
  public static final int COMPRESSED = 0x1;

  /** The topic has the filter type MULTI_TAG. */
  public static final int MULTI_TAGS = 0x2;

  /** The bits that hold the transaction type. */
  public static final int TRANSACTION_MASK = 0xC;

  /** Transaction type of a half message. */
  public static final int TRANSACTION_PREPARED = 0x4;

  /** Transaction type of a committed message. */
  public static final int TRANSACTION_COMMIT = 0x8;

  /** Transaction type of a rolled back message. */
  public static final int TRANSACTION_ROLLBACK = 0xC;

  /** The born host has 16 address bytes. */
  public static final int BORN_HOST_V6 = 0x10;

  /** The store host has 16 address bytes. */
  public static final int STORE_HOST_V6 = 0x20;

  /** The record is an inner batch that consumers unwrap. */
  public static final int NEEDS_UNWRAPPING = 0x40;

  /** The record is an inner batch. */
  public static final int INNER_BATCH = 0x80;

  /** The bits that hold the compression type; 0 means zlib, from old producers. */
  public static final int COMPRESSION_MASK = 0x700;

  /** Compression type: LZ4 frame. */
  public static final int COMPRESSION_LZ4 = 0x100;

  /** Compression type: zstd frame. */
  public static final int COMPRESSION_ZSTD = 0x200;

  /** Compression type: zlib stream. */
  public static final int COMPRESSION_ZLIB = 0x300;

  private SysFlag() {}

  /** Says whether the body is compressed. */
  public static boolean compressed(int sysFlag) {
    return (sysFlag & COMPRESSED) != 0;
  }

  /** Returns the transaction type: 0 or one of the {@code TRANSACTION_} values. */
  public static int transactionType(int sysFlag) {
    return sysFlag & TRANSACTION_MASK;
  }

  /**
   * Says whether a stored record of this kind gets a queue offset and a queue entry. Half and
   * rolled back messages do not (store format: prepared and rollback types).
   */
  public static boolean queued(int sysFlag) {
    int type = transactionType(sysFlag);
    return type != TRANSACTION_PREPARED && type != TRANSACTION_ROLLBACK;
  }
}
