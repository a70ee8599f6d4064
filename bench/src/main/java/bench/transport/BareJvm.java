package bench.transport;

/** Connects to nothing: what the JVM itself costs. */
public final class BareJvm {
  private BareJvm() {}

  /** Takes the port, and leaves it alone. */
  public static void main(String[] arguments) {
    Cpu.print();
  }
}
