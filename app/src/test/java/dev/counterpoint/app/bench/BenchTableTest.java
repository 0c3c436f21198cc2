package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.bench.protocol.Unit;
import dev.counterpoint.app.experiment.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchTableTest {

  private static BenchResult result(String id, String unit, double ours, double peer, double bar) {
    return BenchResult.of(id, unit, new double[] {ours}, new double[] {peer}, bar);
  }

  private static List<List<String>> rows(BenchResult... results) {
    return BenchTable.of("", List.of(results)).rows().stream()
        .map(row -> row.stream().map(BenchTableTest::text).toList())
        .toList();
  }

  private static String text(Cell cell) {
    return cell instanceof Cell.Text words
        ? words.text()
        : Double.toString(((Cell.Number) cell).value().mean());
  }

  @Test
  void whatIsFarthestBehindComesFirstWhicheverWayIsBetter() {
    List<List<String>> rows =
        rows(
            result("twice the memory", "MB", 200, 100, 1),
            result("slow", "samples/s", 70, 100, 1),
            result("fast", "samples/s", 150, 100, 1),
            result("half the memory", "MB", 50, 100, 1));
    assertThat(rows)
        .extracting(row -> row.get(0) + ": " + row.get(8))
        .containsExactly(
            "twice the memory: worse", "slow: worse", "fast: better", "half the memory: better");
  }

  @Test
  void barsAreHeldToTheRatioOrToAFigureThatStandsAlone() {
    List<List<String>> rows =
        rows(
            result("share", "GFLOP/s", 50, 100, 0.6),
            result("optimizer", "ms", 1, 25, 0.05),
            BenchResult.of("start", "s", new double[] {2.5}, new double[0], 3));
    assertThat(rows)
        .extracting(row -> row.get(0) + ": " + row.get(7) + ", " + row.get(8))
        .containsExactly(
            "share: at least 0.6, short of the bar",
            "start: at most 3 s, within the bar",
            "optimizer: at most 0.05, within the bar");
  }

  @Test
  void whatHasNoBarStandsLastInItsOrderAndIsNotJudged() {
    List<List<String>> rows =
        rows(
            result("growth.b", "samples/s", 3, 1, Double.NaN),
            result("growth.a", "samples/s", 1, 1, Double.NaN),
            result("fast", "samples/s", 2, 1, 1));
    assertThat(rows)
        .extracting(row -> row.get(0) + ": " + row.get(8))
        .containsExactly("fast: better", "growth.b: -", "growth.a: -");
  }

  @Test
  void aUnitThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> Unit.of("parsecs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples/s")
        .hasMessageContaining("parsecs");
  }
}
