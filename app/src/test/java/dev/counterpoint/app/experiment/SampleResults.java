package dev.counterpoint.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results with one of everything, for tests. */
public final class SampleResults {

  private SampleResults() {}

  public static ExperimentResults of(String digits, String size) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("PyTorch", "2.7.1");
    versions.put("DJL", "0.35.1");
    return new ExperimentResults(
        "colored-mnist", digits, List.of(0L, 1L, 2L), 262.5, claims(), size, versions, tables());
  }

  public static List<Claim> claims() {
    double[] failed = {26.5, Double.NaN, 24};
    return List.of(
        Claim.of(
            "multi.test",
            "multi-modal, test",
            "Table 1",
            "%",
            new double[] {86, 85, 87},
            82.13,
            Target.atLeast(82.13)),
        Claim.of("single.test", "single <b>", "", "", failed, null, Target.between(7, 13)));
  }

  public static List<ResultTable> tables() {
    List<Cell> row =
        List.of(
            Cell.text("a | <script>alert(1)</script>"),
            Cell.mean(new double[] {1, 2, 3}, 2),
            Cell.number(7, 0),
            Cell.verdict(Verdict.FALLS_SHORT));
    List<String> columns = List.of("method", "accuracy", "epochs", "verdict");
    return List.of(new ResultTable("Readouts & more", "How to read it.", columns, List.of(row)));
  }
}
