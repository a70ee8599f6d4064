package interop.process;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs programs side by side in this JVM. What a program prints, on threads of a client too, goes
 * to a file of its own: threads belong to the program whose thread has made them. A file appears
 * under its name, {@code Program.txt} or {@code Program.failed}, when the program has ended. The
 * process stays, for who has started it to end.
 */
public final class Programs {
  /** What the output of a program that ended well is called. */
  public static final String DONE = ".txt";

  /** What it is called otherwise; the exception is at its end. */
  public static final String FAILED = ".failed";

  private static final String RUNNING = ".running";

  private Programs() {}

  /**
   * Takes the directory of the outputs, an argument for all programs, and a pair for each: the name
   * of its class and its own argument.
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Switch outputs = new Switch(System.out);
    System.setOut(new PrintStream(outputs, true, StandardCharsets.UTF_8));
    Thread[] threads = new Thread[(arguments.length - 2) / 2];
    for (int i = 0; i < threads.length; i++) {
      String program = arguments[2 + 2 * i];
      String[] own = {arguments[1], arguments[3 + 2 * i]};
      ThreadGroup group = new ThreadGroup(program);
      threads[i] = new Thread(group, () -> run(program, own, directory, outputs, group), program);
    }
    for (Thread thread : threads) {
      thread.start();
    }
    Thread.currentThread().join();
  }

  private static void run(
      String program, String[] arguments, Path directory, Switch outputs, ThreadGroup group) {
    String name = program.substring(program.lastIndexOf('.') + 1);
    Path running = directory.resolve(name + RUNNING);
    try {
      boolean well;
      try (OutputStream file = new FileOutputStream(running.toFile())) {
        outputs.lead(group, file);
        well = call(program, arguments, file);
        outputs.leave(group);
      }
      Files.move(running, directory.resolve(name + (well ? DONE : FAILED)));
    } catch (IOException e) {
      throw new IllegalStateException("no output of " + program + Arrays.toString(arguments), e);
    }
  }

  private static boolean call(String program, String[] arguments, OutputStream file) {
    Throwable failure;
    try {
      Class.forName(program).getMethod("main", String[].class).invoke(null, (Object) arguments);
      return true;
    } catch (InvocationTargetException e) {
      failure = Objects.requireNonNullElse(e.getCause(), e);
    } catch (ReflectiveOperationException | LinkageError e) {
      failure = e;
    }
    failure.printStackTrace(new PrintStream(file, true, StandardCharsets.UTF_8));
    return false;
  }

  /** Leads what a thread writes to the output of its group. */
  private static final class Switch extends OutputStream {
    private final OutputStream others;
    private final Map<ThreadGroup, OutputStream> outputs = new ConcurrentHashMap<>();

    Switch(OutputStream others) {
      this.others = others;
    }

    void lead(ThreadGroup group, OutputStream output) {
      outputs.put(group, output);
    }

    void leave(ThreadGroup group) {
      outputs.remove(group);
    }

    private OutputStream own() {
      for (ThreadGroup group = Thread.currentThread().getThreadGroup();
          group != null;
          group = group.getParent()) {
        OutputStream output = outputs.get(group);
        if (output != null) {
          return output;
        }
      }
      return others;
    }

    @Override
    public void write(int b) throws IOException {
      own().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      own().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      own().flush();
    }
  }
}
