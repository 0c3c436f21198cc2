package dev.counterpoint.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleResults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTableTest {

  private static final ResultTable TABLE =
      new ResultTable(
          "Accuracy (%)",
          "",
          List.of("Method", "Test", "Remark"),
          List.of(
              List.of(Cell.text("multi"), Cell.mean(new double[] {84, 86}, 1), Cell.text("")),
              List.of(Cell.text("single"), Cell.mean(new double[] {9, 9}, 1), Cell.text("x"))));

  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(new ConsoleTable(StandardCharsets.UTF_8).table(TABLE))
        .isEqualTo(
            """
            Accuracy (%)
            Method        Test  Remark
            ------  ----------  ------
            multi   85.0 ± 1.0
            single   9.0 ± 0.0  x
            Mean ± standard error over 2 seeds.
            """);
  }

  @Test
  void writesPlainAsciiWhereTheTerminalHasNothingElse() {
    ConsoleTable ascii = new ConsoleTable(StandardCharsets.US_ASCII);
    assertThat(ascii.table(TABLE)).contains("85.0 +- 1.0").isASCII();
    assertThat(ascii.results(SampleResults.of("MNIST", "default"))).isASCII();
  }

  @Test
  void theVerdictSaysWhatHoldsAndWhatTheNumbersAreNotWorth() {
    String verdict =
        new ConsoleTable(StandardCharsets.UTF_8)
            .results(SampleResults.of("rendered digits", "quick"));
    assertThat(verdict)
        .startsWith("colored-mnist: rendered digits · seeds 0, 1, 2 · size quick · 4 min 23 s\n")
        .contains("!! Rendered digits, not MNIST")
        .contains("!! Quick size")
        .endsWith("1 of 2 claims holds; single.test falls short.\n");
  }

  @Test
  void breaksLongTextsIntoLines() {
    String words = "word ".repeat(30).strip();
    ResultTable table =
        new ResultTable("", "", List.of("Text"), List.of(List.of(Cell.text(words))));
    String text = new ConsoleTable(StandardCharsets.UTF_8).table(table);
    assertThat(text.lines()).allMatch(line -> line.length() <= 44);
    assertThat(text.replaceAll("\\s+", " ")).contains(words);
  }
}
