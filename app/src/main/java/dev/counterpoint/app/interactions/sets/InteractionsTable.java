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

  /** Redundancy, uniquenesses and synergy, where labeled pairs are seen. */
  public ResultTable information() {
    return table(
        "What the modalities of data sets tell",
        "Bits: R is redundancy, U1 and U2 are unique to the first and the second modality, S is"
            + " synergy; its bootstrap interval turns the bias around, so that S itself may lie"
            + " outside; and S without its bias.",
        List.of("Data", "Symbols", "N", "R", "U1", "U2", "S", "95 % of S", "S - bias"),
        List.of(Symbols.CLUSTERS, Symbols.PREDICTIONS),
        (seeds, symbols) -> {
          List<Cell> row = new ArrayList<>();
          row.add(Cell.text(seeds.get(0).path(symbols.key()).path("examples").asText()));
          for (String part : List.of("redundancy", "firstUnique", "secondUnique", "synergy")) {
            row.add(Cell.mean(estimates(seeds, symbols, part), 3));
          }
          row.add(
              Cell.text(
                  String.format(
                      Locale.ROOT,
                      "%.3f .. %.3f",
                      mean(values(seeds, symbols, "synergy", "low")),
                      mean(values(seeds, symbols, "synergy", "high")))));
          row.add(Cell.mean(values(seeds, symbols, "synergy", "corrected"), 3));
          return row;
        });
  }

  /** Bounds on synergy, which see no labeled pair. */
  public ResultTable bounds() {
    return table(
        "What is known of their synergy without labeled pairs",
        "Bits: at least, by redundancy, by disagreement of the symbols, and by that of classifiers"
            + " that were trained apart; below zero these say nothing; and at most. In thirds each"
            + " modality has examples and labels of its own, and pairs have none.",
        List.of("Data", "Symbols", "By redundancy", "By disagreement", "By classifiers", "At most"),
        List.of(Symbols.values()),
        (seeds, symbols) ->
            List.of(
                Cell.mean(estimates(seeds, symbols, "synergyByRedundancy"), 3),
                Cell.mean(estimates(seeds, symbols, "synergyByDisagreement"), 3),
                symbols == Symbols.THIRDS
                    ? Cell.mean(numbers(seeds, symbols, "synergyByClassifiers"), 3)
                    : Cell.text(""),
                Cell.mean(estimates(seeds, symbols, "synergyAtMost"), 3)));
  }

  /** Bounds on accuracy, which see no labeled pair. */
  public ResultTable foretold() {
    return table(
        "What is foretold of accuracy without labeled pairs",
        "% right by the best prediction from both symbols: its range, the middle of it, what the"
            + " second modality adds to the better one alone, and the range by the paper's"
            + " formulas.",
        List.of("Data", "Symbols", "Range", "Middle", "Adds", "Range, paper"),
        List.of(Symbols.values()),
        (seeds, symbols) -> {
          double least = 100 * mean(estimates(seeds, symbols, "accuracyAtLeast"));
          double most = 100 * mean(estimates(seeds, symbols, "accuracyAtMost"));
          double alone = 100 * mean(estimates(seeds, symbols, "unimodal"));
          return List.of(
              Cell.text(range(least, most)),
              Cell.number(100 * mean(numbers(seeds, symbols, "estimate")), 1),
              Cell.text(range(least - alone, most - alone)),
              Cell.text(
                  symbols == Symbols.THIRDS
                      ? ""
                      : range(
                          100 * mean(numbers(seeds, symbols, "paperAtLeast")),
                          100 * mean(numbers(seeds, symbols, "paperAtMost")))));
        });
  }

  /** Accuracies of classifiers. */
  public ResultTable measured() {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<JsonNode> seeds : sets) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.text(title(seeds)));
      for (String classifier : List.of("first", "second", "late", "joint")) {
        row.add(Cell.mean(accuracies(seeds, classifier), 1));
      }
      double alone = Math.max(mean(accuracies(seeds, "first")), mean(accuracies(seeds, "second")));
      row.add(Cell.number(mean(accuracies(seeds, "fusion")) - alone, 1));
      rows.add(row);
    }
    return new ResultTable(
        "What classifiers reach",
        "Test accuracy in % of classifiers with one hidden layer: of each modality alone, of both"
            + " trained apart (late: the mean of their probabilities) and together (joint), and what"
            + " the fusion that is better on validation examples adds to the better one alone.",
        List.of("Data", "First", "Second", "Late", "Joint", "Added"),
        rows);
  }

  private interface Row {
    List<Cell> of(List<JsonNode> seeds, Symbols symbols);
  }

  private ResultTable table(
      String title, String explanation, List<String> columns, List<Symbols> kinds, Row cells) {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<JsonNode> seeds : sets) {
      for (Symbols symbols : kinds) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(title(seeds)));
        row.add(Cell.text(symbols.text()));
        row.addAll(cells.of(seeds, symbols));
        rows.add(row);
      }
    }
    return new ResultTable(title, explanation, columns, rows);
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
