package interop.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * First class of a child JVM: starts the real main class and ends the process when the standard
 * input ends. The parent holds the other end of that pipe, so the child dies with its parent, in
 * whatever way that dies.
 */
public final class Guard {
  private Guard() {}

  /** Takes the name of the real main class and that class's arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(Guard::awaitEndOfParent, "guard");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(arguments[0] + " failed", e.getCause());
    }
  }

  private static void awaitEndOfParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent never writes.
      }
    } catch (IOException e) {
      System.err.println("standard input broke, as at its end: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
