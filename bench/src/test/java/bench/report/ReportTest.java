package bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
  private static final Row CHEAPER = row("cost & more", false, List.of(3.0, 1.0, 2.0), 8.0);
  private static final Row SLOWER = row("rate", true, List.of(10.0, 20.0), 60.0);

  private static Row row(String name, boolean moreIsBetter, List<Double> skua, double apache) {
    return new Row(
        "Group", name, "s", moreIsBetter, new Samples(skua), new Samples(List.of(apache)));
  }

  @Test
  void an_advantage_is_above_one_for_the_smaller_cost_and_below_for_the_smaller_rate() {
    assertThat(CHEAPER.advantage()).isEqualTo(4);
    assertThat(SLOWER.advantage()).isEqualTo(0.25);
  }

  @Test
  void a_table_has_medians_with_their_spread_and_the_ratio() {
    assertThat(Table.markdown(List.of(CHEAPER, SLOWER)))
        .contains("### Group")
        .contains("| cost & more, s | 2.00 (1.00..3.00) | 8.00 (8.00..8.00) | 4.00 × |")
        .contains("| rate, s | 15.0 (10.0..20.0) | 60.0 (60.0..60.0) | 0.25 × |");
  }

  @Test
  void a_ratio_of_figures_that_overlap_is_marked() {
    assertThat(Table.markdown(List.of(row("close", false, List.of(1.0, 3.0), 2.5))))
        .contains("| close, s | 2.00 (1.00..3.00) | 2.50 (2.50..2.50) | ~ 1.25 × |");
  }

  @Test
  void the_values_have_a_line_each_in_the_csv() {
    assertThat(Table.csv(List.of(CHEAPER)).lines())
        .hasSize(5)
        .contains("\"Group\",\"cost & more\",\"s\",skua,1,1.0");
  }

  @Test
  void bars_go_right_for_better_and_left_for_worse() throws Exception {
    String svg = BarChart.svg("Title", List.of(CHEAPER, SLOWER));
    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(parsed.getElementsByTagName("rect").getLength()).isEqualTo(2);
    // The scale goes from 1/4 to 4: 400 units, and 1 in the middle.
    assertThat(svg)
        .contains("<rect class=\"better\" x=\"560.0\" y=\"50\" width=\"200.0\"")
        .contains("<rect class=\"worse\" x=\"360.0\" y=\"72\" width=\"200.0\"")
        .contains("cost &amp; more, s");
  }
}
