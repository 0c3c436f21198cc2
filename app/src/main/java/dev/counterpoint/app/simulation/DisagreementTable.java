package dev.counterpoint.app.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What {@link DisagreementStudy} found, as a table.
 *
 * @param seeds the rows of each seed
 */
public record DisagreementTable(List<JsonNode> seeds) {

  /** Copies the list. */
  public DisagreementTable {
    seeds = List.copyOf(seeds);
  }

  /**
   * A number of a method with each seed, %.
   *
   * @return NaN where the method has no such number
   */
  public double[] values(String method, String field) {
    return seeds.stream()
        .mapToDouble(
            seed ->
                100
                    * StreamSupport.stream(seed.spliterator(), false)
                        .filter(row -> row.path("keeps").asText().equals(method))
                        .findFirst()
                        .orElseThrow()
                        .path(field)
                        .asDouble(Double.NaN))
        .toArray();
  }

  /** What both modalities' unique labels come to, with each seed, %. */
  public double[] unique(String method) {
    double[] first = values(method, "unique0");
    double[] second = values(method, "unique1");
    double[] mean = new double[first.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (first[i] + second[i]) / 2;
    }
    return mean;
  }

  /** Every method. */
  public ResultTable kept() {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode row : seeds.get(0)) {
      String method = row.path("keeps").asText();
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.text(method.replace('-', ' ')));
      for (String field : List.of("shared", "unique0", "unique1", "sum", "synergy")) {
        cells.add(Cell.mean(values(method, field), 1));
      }
      cells.add(row.has("ownShared") ? Cell.mean(values(method, "ownShared"), 1) : Cell.text(""));
      rows.add(cells);
    }
    return new ResultTable(
        "What towers keep",
        "Test accuracy in % of probes of both representations side by side. A linear probe, two"
            + " classes: the label is of what both modalities show, of what each shows alone, of the"
            + " sum of these two. Synergy, five classes and a probe with a hidden layer: no modality"
            + " shows anything of the label on its own. Last, a linear probe for the shared label of"
            + " the own parts alone: the less, the less is said twice.",
        List.of(
            "Towers",
            "Shared",
            "Unique to x0",
            "Unique to x1",
            "Sum",
            "Synergy",
            "Shared, own parts"),
        rows);
  }
}
