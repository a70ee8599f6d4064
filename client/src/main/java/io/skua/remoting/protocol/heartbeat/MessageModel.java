package io.skua.remoting.protocol.heartbeat;

/** Who of a group gets a message. */
public enum MessageModel {
  /** Every member. */
  BROADCASTING("BROADCASTING"),

  /** One member. */
  CLUSTERING("CLUSTERING");

  private final String modeCN;

  MessageModel(String modeCN) {
    this.modeCN = modeCN;
  }

  /** Returns the name. */
  public String getModeCN() {
    return modeCN;
  }
}
