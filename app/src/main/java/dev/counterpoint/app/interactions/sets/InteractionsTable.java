package dev.counterpoint.app.interactions.sets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link SetInteractions} found, as tables.
 *
 * @param sets for each data set what was found with each seed
 */
public record InteractionsTable(List<List<JsonNode>> sets) {

  /** Copies the lists. */
  public InteractionsTable {
    sets = sets.stream().map(List::copyOf).toList();
  }

  /** Redundancy, uniquenesses, synergy and its bounds. */
  public ResultTable information() {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<JsonNode> seeds : sets) {
      for (Symbols symbols : Symbols.values()) {
        rows.add(information(seeds, symbols));
      }
    }
    return new ResultTable(
        "What the modalities of data sets tell",
        "Bits: R is redundancy, U1 and U2 are unique to the first and the second modality, S is"
            + " synergy with its bootstrap interval and without its bias; then bounds on S without"
            + " labeled pairs: by redundancy, by disagreement, and from above. Below zero a lower"
            + " bound says nothing. A row without S has seen no labeled pair; its disagreement is"
            + " of the symbols, and after the bar of classifiers that were trained apart.",
        List.of(
            "Data",
            "Symbols",
            "N",
            "R",
            "U1",
            "U2",
            "S",
            "95 % of S",
            "S - bias",
            "By R",
            "By disagreement",
            "At most"),
        rows);
  }

  private static List<Cell> information(List<JsonNode> seeds, Symbols symbols) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.text(title(seeds)));
    row.add(Cell.text(symbols.text()));
    row.add(Cell.text(seeds.get(0).path(symbols.key()).path("examples").asText()));
    for (String part : List.of("redundancy", "firstUnique", "secondUnique")) {
      row.add(Cell.mean(estimates(seeds, symbols, part), 3));
    }
    boolean pairs = symbols != Symbols.THIRDS;
    row.add(pairs ? Cell.mean(estimates(seeds, symbols, "synergy"), 3) : Cell.text(""));
    row.add(Cell.text(pairs ? interval(seeds, symbols, "synergy") : ""));
    row.add(pairs ? Cell.mean(values(seeds, symbols, "synergy", "corrected"), 3) : Cell.text(""));
    row.add(Cell.mean(estimates(seeds, symbols, "synergyByRedundancy"), 3));
    double disagreement = mean(estimates(seeds, symbols, "synergyByDisagreement"));
    row.add(
        pairs
            ? Cell.number(disagreement, 3)
            : Cell.text(
                String.format(
                    Locale.ROOT,
                    "%.3f | %.3f",
                    disagreement,
                    mean(numbers(seeds, symbols, "synergyByClassifiers")))));
    row.add(Cell.mean(estimates(seeds, symbols, "synergyAtMost"), 3));
    return row;
  }

  /** Bounds on accuracy beside accuracies. */
  public ResultTable accuracy() {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<JsonNode> seeds : sets) {
      for (Symbols symbols : Symbols.values()) {
        rows.add(accuracy(seeds, symbols));
      }
    }
    return new ResultTable(
        "What they foretell of accuracy, and what classifiers reach",
        "Test accuracy in %. Foretold without labeled pairs, from the symbols: the range of the best"
            + " prediction from both, its middle, what the second modality adds to the better one"
            + " alone by this range, and the range by the paper's formulas. Measured: classifiers"
            + " of each modality alone, and of both, trained apart (late) and together (joint).",
        List.of(
            "Data",
            "Symbols",
            "Range",
            "Middle",
            "Adds",
            "Range, paper",
            "First",
            "Second",
            "Late",
            "Joint",
            "Added"),
        rows);
  }

  private static List<Cell> accuracy(List<JsonNode> seeds, Symbols symbols) {
    double least = 100 * mean(estimates(seeds, symbols, "accuracyAtLeast"));
    double most = 100 * mean(estimates(seeds, symbols, "accuracyAtMost"));
    double alone = 100 * mean(estimates(seeds, symbols, "unimodal"));
    List<Cell> row = new ArrayList<>();
    row.add(Cell.text(title(seeds)));
    row.add(Cell.text(symbols.text()));
    row.add(Cell.text(range(least, most)));
    row.add(Cell.number(100 * mean(numbers(seeds, symbols, "estimate")), 1));
    row.add(Cell.text(range(least - alone, most - alone)));
    row.add(
        Cell.text(
            symbols == Symbols.THIRDS
                ? ""
                : range(
                    100 * mean(numbers(seeds, symbols, "paperAtLeast")),
                    100 * mean(numbers(seeds, symbols, "paperAtMost")))));
    for (String classifier : List.of("first", "second", "late", "joint")) {
      row.add(Cell.mean(accuracies(seeds, classifier), 1));
    }
    row.add(
        Cell.number(
            mean(accuracies(seeds, "fusion"))
                - Math.max(mean(accuracies(seeds, "first")), mean(accuracies(seeds, "second"))),
            1));
    return row;
  }

  /** Accuracies of a classifier with each seed, %. */
  public static double[] accuracies(List<JsonNode> seeds, String classifier) {
    return seeds.stream()
        .mapToDouble(seed -> 100 * seed.path("accuracies").path(classifier).asDouble())
        .toArray();
  }

  /** A number of each seed that has an interval. */
  public static double[] estimates(List<JsonNode> seeds, Symbols symbols, String quantity) {
    return values(seeds, symbols, quantity, "estimate");
  }

  /** A plain number of each seed. */
  public static double[] numbers(List<JsonNode> seeds, Symbols symbols, String quantity) {
    return seeds.stream()
        .mapToDouble(seed -> seed.path(symbols.key()).path(quantity).asDouble())
        .toArray();
  }

  private static double[] values(
      List<JsonNode> seeds, Symbols symbols, String quantity, String field) {
    return seeds.stream()
        .mapToDouble(seed -> seed.path(symbols.key()).path(quantity).path(field).asDouble())
        .toArray();
  }

  private static String interval(List<JsonNode> seeds, Symbols symbols, String quantity) {
    return String.format(
        Locale.ROOT,
        "%.3f .. %.3f",
        mean(values(seeds, symbols, quantity, "low")),
        mean(values(seeds, symbols, quantity, "high")));
  }

  private static String range(double from, double to) {
    return String.format(Locale.ROOT, "%.1f .. %.1f", from, to);
  }

  private static double mean(double[] values) {
    return SampleMean.of(values).mean();
  }

  private static String title(List<JsonNode> seeds) {
    String name = seeds.get(0).path("set").asText();
    for (InteractionSet set : InteractionSet.values()) {
      if (set.text().equals(name)) {
        return seeds.get(0).path("drawn").asBoolean() ? set.title() + " (made)" : set.title();
      }
    }
    return name;
  }

  /** What stands for the features. */
  public enum Symbols {
    /** Clusters of features of all examples. */
    CLUSTERS("clusters"),
    /** Predictions of classifiers of each modality alone, of test examples. */
    PREDICTIONS("predictions"),
    /** Clusters, but no labeled pair is seen. */
    THIRDS("clusters, thirds");

    private final String text;

    Symbols(String text) {
      this.text = text;
    }

    /** For reports. */
    public String text() {
      return text;
    }

    /** In the file. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
