package dev.counterpoint.app.fusion.comparison;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.statistics.MethodComparison;
import dev.counterpoint.app.statistics.Outcomes;
import dev.counterpoint.app.statistics.PairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What methods reached over the same seeds, and how they differ from the ensemble. */
public final class MethodsTable {

  private MethodsTable() {}

  /** Rows that all seeds have, in the order of tables. */
  public static List<String> rows(List<ComparedRows> seeds) {
    List<String> names = new ArrayList<>();
    ComparedRows first = seeds.get(0);
    first.modalities().forEach(modality -> names.add(MethodRow.UNIMODAL + modality));
    names.addAll(MethodRow.NAMES);
    return names.stream().filter(row -> seeds.stream().allMatch(seed -> seed.has(row))).toList();
  }

  /** One number of each seed. */
  public static double[] each(List<ComparedRows> seeds, ToDoubleFunction<ComparedRows> value) {
    return seeds.stream().mapToDouble(value).toArray();
  }

  /** Test accuracy of each seed, %. */
  public static double[] accuracies(List<ComparedRows> seeds, String row) {
    return each(seeds, seed -> 100 * seed.evaluation(row).accuracy());
  }

  /** All methods beside the ensemble; empty where there is none. */
  public static Map<String, PairedComparison> againstEnsemble(List<ComparedRows> seeds) {
    List<String> rows = rows(seeds);
    Map<String, PairedComparison> byRow = new LinkedHashMap<>();
    if (!rows.contains(MethodRow.ENSEMBLE)) {
      return byRow;
    }
    List<String> methods =
        rows.stream()
            .filter(row -> !row.equals(MethodRow.ENSEMBLE) && !row.startsWith(MethodRow.UNIMODAL))
            .toList();
    if (methods.isEmpty()) {
      return byRow;
    }
    MethodComparison.against(
            outcomes(seeds, MethodRow.ENSEMBLE),
            methods.stream().map(row -> outcomes(seeds, row)).toList())
        .forEach(comparison -> byRow.put(comparison.method(), comparison));
    return byRow;
  }

  private static Outcomes outcomes(List<ComparedRows> seeds, String row) {
    Map<String, Double> values = new TreeMap<>();
    double[] accuracies = accuracies(seeds, row);
    for (int i = 0; i < accuracies.length; i++) {
      values.put("%04d".formatted(i), accuracies[i]);
    }
    return new Outcomes(row, values);
  }

  /** Accuracy, difference to the ensemble with interval and corrected p, of each row. */
  public static ResultTable of(String title, List<ComparedRows> seeds) {
    Map<String, PairedComparison> compared = againstEnsemble(seeds);
    List<List<Cell>> rows = new ArrayList<>();
    for (String row : rows(seeds)) {
      PairedComparison against = compared.get(row);
      rows.add(
          List.of(
              Cell.text(row),
              Cell.mean(accuracies(seeds, row), 1),
              against == null ? Cell.text("") : Cell.mean(against.difference(), 2),
              Cell.text(interval(against)),
              Cell.text(p(against))));
    }
    return new ResultTable(
        title,
        "In %, mean ± standard error over "
            + seeds.size()
            + " seeds. Difference to the ensemble over the same seeds and splits, with its 95 %"
            + " interval; p of a paired t-test, corrected for the number of methods (Holm).",
        List.of("Method", "Accuracy", "Minus ensemble", "95 % interval", "p"),
        rows);
  }

  private static String interval(PairedComparison against) {
    return against == null || against.interval() == null
        ? ""
        : String.format(
            Locale.ROOT, "%+.2f to %+.2f", against.interval().low(), against.interval().high());
  }

  private static String p(PairedComparison against) {
    return against == null || against.holm() == null
        ? ""
        : against.holm() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", against.holm());
  }
}
