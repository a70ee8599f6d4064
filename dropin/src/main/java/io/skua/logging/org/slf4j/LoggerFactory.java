package io.skua.logging.org.slf4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Makes loggers for programs that import this type of the official client's copy of SLF4J. They log
 * where all other loggers of SLF4J do; the place of a call in the source is lost on the way.
 * Thread-safe.
 */
public final class LoggerFactory {
  private LoggerFactory() {}

  /** Returns a logger that forwards to SLF4J's logger of this name. */
  public static Logger getLogger(String name) {
    return forwarding(org.slf4j.LoggerFactory.getLogger(name));
  }

  /** Returns a logger that forwards to SLF4J's logger of this class. */
  public static Logger getLogger(Class<?> clazz) {
    return getLogger(clazz.getName());
  }

  // A proxy, as the methods of a logger are not the same in every version of SLF4J.
  static Logger forwarding(org.slf4j.Logger logger) {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, new Forwarding(logger));
  }

  private static final class Forwarding implements InvocationHandler {
    private final org.slf4j.Logger logger;

    Forwarding(org.slf4j.Logger logger) {
      this.logger = logger;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      try {
        return method.invoke(logger, arguments);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
    }
  }
}
