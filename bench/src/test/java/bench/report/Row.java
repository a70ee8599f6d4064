package bench.report;

/**
 * One line of a table: the same measure on both sides.
 *
 * @param group the title of its table
 * @param name what is measured
 * @param unit its unit
 * @param moreIsBetter whether the larger figure is the better one
 * @param skua Skua's figures
 * @param apache Apache's figures
 */
public record Row(
    String group, String name, String unit, boolean moreIsBetter, Samples skua, Samples apache) {
  /**
   * How many times better Skua's median is than Apache's: 4 means a quarter of the cost, or four
   * times the rate. Infinite when Skua's cost is nothing.
   */
  public double advantage() {
    return moreIsBetter ? skua.median() / apache.median() : apache.median() / skua.median();
  }

  /**
   * Whether the two sides have figures in common, from the smallest to the largest of each: then
   * the medians may differ by chance.
   */
  public boolean overlaps() {
    return Math.max(skua.min(), apache.min()) <= Math.min(skua.max(), apache.max());
  }
}
