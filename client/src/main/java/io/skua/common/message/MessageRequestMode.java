package io.skua.common.message;

/** How the members of a group get messages; who administers a group tells its brokers. */
public enum MessageRequestMode {
  /** They pull from queues that are theirs alone. */
  PULL("PULL"),
  /** They pop from all queues, message by message. */
  POP("POP");

  private final String name;

  MessageRequestMode(String name) {
    this.name = name;
  }

  /** Returns the name of the mode, as requests have it. */
  public String getName() {
    return name;
  }
}
