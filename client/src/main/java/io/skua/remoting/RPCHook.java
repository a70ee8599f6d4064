package io.skua.remoting;

import io.skua.remoting.protocol.RemotingCommand;

/**
 * Sees every request of a client before it leaves, and the answer when it comes; it may change
 * both. Requests to name servers and brokers pass through it, heartbeats and one-way requests as
 * well (protocol 1.13). {@link io.skua.acl.common.AclClientRPCHook} is the one that signs.
 *
 * <p>A hook is called on the thread that makes the request, or on the client's network thread, by
 * several threads at a time. It must be thread-safe, quick, and must not wait: while it runs on the
 * network thread nothing else of the client does.
 */
public interface RPCHook {
  /**
   * Called before a request leaves; the fields of its header are in {@link
   * RemotingCommand#getExtFields} already. When it throws, nothing is sent and the call fails.
   *
   * @param remoteAddr where the request goes, {@code host:port}
   */
  void doBeforeRequest(String remoteAddr, RemotingCommand request);

  /**
   * Called when the answer has come, not for one-way requests and calls that fail. What it throws
   * is logged, and the answer counts all the same.
   *
   * @param request the object that {@link #doBeforeRequest} had
   * @param response the answer; changes of it are what the client sees
   */
  void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response);
}
