package interop.harness;

/**
 * How a {@link StandIn} treats those who send to it.
 *
 * @param listens whether one can connect to it
 * @param answers whether it answers requests to store messages
 * @param code the code of that answer; 0 and 10 to 12 say that the message was stored (protocol
 *     7.2)
 * @param remark the text of that answer
 */
public record Conduct(boolean listens, boolean answers, int code, String remark) {
  /** One cannot connect to it. */
  public static Conduct absent() {
    return new Conduct(false, false, 0, "");
  }

  /** Takes everything and never says a word. */
  public static Conduct silent() {
    return new Conduct(true, false, 0, "");
  }

  /** Answers with a code. */
  public static Conduct answering(int code) {
    return answering(code, "as the stand-in was told");
  }

  /** Answers with a code and a text. */
  public static Conduct answering(int code, String remark) {
    return new Conduct(true, true, code, remark);
  }
}
