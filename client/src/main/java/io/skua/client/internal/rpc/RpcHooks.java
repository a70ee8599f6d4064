package io.skua.client.internal.rpc;

import io.skua.acl.common.AclClientRPCHook;
import io.skua.acl.common.SessionCredentials;
import io.skua.client.exception.MQClientException;
import io.skua.net.Address;
import io.skua.net.Interceptor;
import io.skua.remoting.RPCHook;
import io.skua.wire.frame.Frame;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the requests of an instance pass the user's hook, with the fields of the settings in them
 * already: a hook that signs must come last (protocol 1.13, trap 48). Thread-safe.
 */
public final class RpcHooks implements Interceptor {
  private static final Logger log = LoggerFactory.getLogger(RpcHooks.class);

  private final Map<String, String> fields;
  private final @Nullable RPCHook hook;
  private final boolean watches;

  /**
   * Makes the interceptor of an instance.
   *
   * @param fields are added to each request
   */
  public RpcHooks(Map<String, String> fields, @Nullable RPCHook hook) {
    this.fields = fields;
    this.hook = hook;
    // A hook that only signs has no use for answers: they need not be copied for it.
    this.watches = hook != null && hook.getClass() != AclClientRPCHook.class;
  }

  /**
   * Returns what tells instances of different hooks apart: equal credentials are the same. It does
   * not change when the credentials do.
   */
  public static @Nullable Object identity(@Nullable RPCHook hook) {
    if (hook != null && hook.getClass() == AclClientRPCHook.class) {
      SessionCredentials now = ((AclClientRPCHook) hook).getSessionCredentials();
      return new SessionCredentials(now.getAccessKey(), now.getSecretKey(), now.getSecurityToken());
    }
    return hook;
  }

  /** Returns the user that a hook signs for, or null. */
  public static @Nullable String user(@Nullable RPCHook hook) {
    return hook instanceof AclClientRPCHook signing
        ? signing.getSessionCredentials().getAccessKey()
        : null;
  }

  @Override
  public Passage pass(Address to, Frame request) {
    HookedCommand command = new HookedCommand(request);
    command.getExtFields().putAll(fields);
    if (hook != null) {
      try {
        hook.doBeforeRequest(to.toString(), command);
      } catch (RuntimeException e) {
        throw new CompletionException(failed(hook, to, request, e));
      }
    }
    return new Hooked(to, command, command.frame(request));
  }

  private static MQClientException failed(
      RPCHook hook, Address to, Frame request, RuntimeException cause) {
    return new MQClientException(
        "nothing was sent, because the RPC hook "
            + hook.getClass().getName()
            + " failed before request "
            + request.code()
            + " to "
            + to
            + ": "
            + cause.getMessage(),
        cause);
  }

  private final class Hooked implements Passage {
    private final Address to;
    private final HookedCommand command;
    private final Frame request;

    Hooked(Address to, HookedCommand command, Frame request) {
      this.to = to;
      this.command = command;
      this.request = request;
    }

    @Override
    public Frame request() {
      return request;
    }

    @Override
    public Frame answered(Frame response) {
      RPCHook watching = hook;
      if (watching == null || !watches) {
        return response;
      }
      HookedCommand answer = new HookedCommand(response);
      try {
        watching.doAfterResponse(to.toString(), command, answer);
        return answer.frame(response);
      } catch (RuntimeException e) {
        // The server has done what it was asked; that a hook fails must not hide it.
        log.warn("the RPC hook {} failed after {}", watching.getClass().getName(), response, e);
        return response;
      }
    }
  }
}
