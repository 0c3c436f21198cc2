package dev.counterpoint.app.fusion.quality;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Risk and latent quality of subsets as tables, means over seeds. */
public final class QualityTable {

  private QualityTable() {}

  /** Numbers of training examples, ascending. */
  public static List<Integer> sizes(List<QualityResults> seeds) {
    return seeds.get(0).measurements().stream()
        .map(SubsetMeasurement::examples)
        .distinct()
        .toList();
  }

  /** One number of each seed. */
  public static double[] values(
      List<QualityResults> seeds,
      List<String> subset,
      int examples,
      ToDoubleBiFunction<QualityResults, SubsetMeasurement> value) {
    return seeds.stream()
        .mapToDouble(seed -> value.applyAsDouble(seed, seed.of(subset, examples).orElseThrow()))
        .toArray();
  }

  /** A row for each number of examples and subset. */
  public static ResultTable of(List<QualityResults> seeds) {
    List<List<Cell>> rows = new ArrayList<>();
    for (int m : sizes(seeds)) {
      for (List<String> subset : QualitySweep.subsets(seeds.get(0).modalities())) {
        rows.add(
            List.of(
                Cell.text(Integer.toString(m)),
                Cell.text(String.join(" + ", subset)),
                Cell.mean(values(seeds, subset, m, QualityResults::eta), 3),
                Cell.mean(values(seeds, subset, m, (s, x) -> x.learned().crossEntropy()), 3),
                Cell.mean(values(seeds, subset, m, (s, x) -> 100 * x.learned().error()), 1),
                Cell.mean(values(seeds, subset, m, (s, x) -> 100 * x.refitted().error()), 1)));
      }
    }
    return new ResultTable(
        "Latent quality and risk",
        "On test examples. Latent quality: cross-entropy in nats of a head refitted on the frozen"
            + " latent of all training examples, less the least of any row; 0 is best. Risk: of what"
            + " was learned, nats; error in %.",
        List.of("Examples", "Modalities", "Latent quality", "Risk", "Error", "Error, refitted"),
        rows);
  }

  /** A column for each number of examples. */
  public static ResultTable bySize(
      String title,
      String explanation,
      List<QualityResults> seeds,
      ToDoubleBiFunction<QualityResults, SubsetMeasurement> value,
      int decimals) {
    List<String> columns = new ArrayList<>(List.of("Modalities"));
    sizes(seeds).forEach(m -> columns.add(Integer.toString(m)));
    List<List<Cell>> rows = new ArrayList<>();
    for (List<String> subset : QualitySweep.subsets(seeds.get(0).modalities())) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(String.join(" + ", subset))));
      for (int m : sizes(seeds)) {
        row.add(Cell.mean(values(seeds, subset, m, value), decimals));
      }
      rows.add(row);
    }
    return new ResultTable(title, explanation, columns, rows);
  }
}
