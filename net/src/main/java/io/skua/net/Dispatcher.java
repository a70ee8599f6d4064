package io.skua.net;

import io.skua.wire.MalformedException;
import io.skua.wire.frame.Frame;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the handler of a request and answers when there is none or it fails (protocol 1.9). Filled
 * before the first connection; then read on the loop.
 */
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final int SYSTEM_ERROR = 1;
  private static final int NOT_SUPPORTED = 3;
  private static final int GO_AWAY = 1500;

  /** Peers of a later version than 5.3.1 understand GO_AWAY (protocol 1.7). */
  private static final int KNOWS_GO_AWAY = 476;

  private final Map<Integer, RequestHandler> handlers = new HashMap<>();
  private @Nullable Guard guard; // set before the first connection
  private volatile boolean leaving;

  /** Sets the handler of a code. */
  public Dispatcher on(int code, RequestHandler handler) {
    if (handlers.putIfAbsent(code, handler) != null) {
      throw new IllegalArgumentException("request code " + code + " has a handler already");
    }
    return this;
  }

  /** Sets who looks at each request before its handler does; nobody unless set. */
  public void guard(Guard set) {
    guard = set;
  }

  /** From now on tells peers that understand it to go elsewhere (protocol 1.11). */
  public void leave() {
    leaving = true;
  }

  void dispatch(Link link, Frame request) {
    Exchange exchange = new Exchange(link, request);
    RequestHandler handler = handlers.get(request.code());
    if (handler == null) {
      exchange.reply(
          Frame.response(NOT_SUPPORTED, " request type " + request.code() + " not supported"));
    } else if (leaving && request.version() >= KNOWS_GO_AWAY) {
      exchange.reply(Frame.response(GO_AWAY, "please go away"));
    } else {
      handle(handler, request, exchange);
    }
  }

  private void handle(RequestHandler handler, Frame request, Exchange exchange) {
    try {
      if (guard != null) {
        guard.check(request, exchange.link());
      }
      handler.handle(request, exchange);
    } catch (RequestRefused e) {
      exchange.reply(Frame.response(e.code(), e.getMessage()));
    } catch (MalformedException e) {
      exchange.reply(Frame.response(SYSTEM_ERROR, "unreadable request: " + e.getMessage()));
    } catch (RuntimeException e) {
      log.error("{} failed", exchange, e);
      exchange.reply(Frame.response(SYSTEM_ERROR, describe(e)));
    }
  }

  // The form of the reference server: class, message, top of the stack.
  private static String describe(RuntimeException e) {
    StackTraceElement[] stack = e.getStackTrace();
    return e + (stack.length == 0 ? "" : ", " + stack[0]);
  }
}
