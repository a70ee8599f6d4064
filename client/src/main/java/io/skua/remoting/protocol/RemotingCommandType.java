package io.skua.remoting.protocol;

/** What a command is. */
public enum RemotingCommandType {
  /** It asks. */
  REQUEST_COMMAND,

  /** It answers. */
  RESPONSE_COMMAND
}
