package io.skua.common.message;

/** The kinds of messages that traces tell apart; their order is part of the format. */
public enum MessageType {
  /** An ordinary message. */
  Normal_Msg("Normal"),
  /** A half message: its transaction has not ended. */
  Trans_Msg_Half("Trans"),
  /** A message whose transaction ends. */
  Trans_msg_Commit("TransCommit"),
  /** A message that is delivered after a delay. */
  Delay_Msg("Delay"),
  /** A message of a sequence. */
  Order_Msg("Order");

  private final String shortName;

  MessageType(String shortName) {
    this.shortName = shortName;
  }

  /** Returns the name for people. */
  public String getShortName() {
    return shortName;
  }

  /** Returns the kind of a name for people; {@link #Normal_Msg} for any other name. */
  public static MessageType getByShortName(String shortName) {
    for (MessageType type : values()) {
      if (type.shortName.equals(shortName)) {
        return type;
      }
    }
    return Normal_Msg;
  }
}
