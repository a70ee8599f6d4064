package io.skua.remoting;

import io.skua.remoting.exception.RemotingCommandException;

/**
 * Fields of a request or an answer as an object: what its class and the classes above declare and
 * is not static goes by its name. Strings, numbers and truth values can be read back ({@link
 * io.skua.remoting.protocol.RemotingCommand#decodeCommandCustomHeader}).
 */
public interface CommandCustomHeader {
  /**
   * Checks the fields.
   *
   * @throws RemotingCommandException when one that is needed is missing, or one is wrong
   */
  void checkFields() throws RemotingCommandException;
}
