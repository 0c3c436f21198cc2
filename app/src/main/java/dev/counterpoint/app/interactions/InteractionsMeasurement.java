package dev.counterpoint.app.interactions;

import dev.counterpoint.datasets.symbols.SymbolTable;
import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import dev.counterpoint.models.interactions.estimate.Bootstrap;
import dev.counterpoint.models.interactions.estimate.InteractionEstimate;
import dev.counterpoint.models.interactions.estimate.LabeledSymbols;
import dev.counterpoint.models.interactions.estimate.SemiSupervisedEstimate;
import dev.counterpoint.models.interactions.estimate.SemiSupervisedSample;
import dev.counterpoint.models.interactions.estimate.SymbolPairs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures what is in a table: exactly where it is a distribution, with intervals where its rows
 * are examples, and by bounds alone where examples are not complete.
 *
 * @param source of the table, as the person wrote it
 * @param bootstrap of the intervals
 */
public record InteractionsMeasurement(String source, Bootstrap bootstrap) {

  /**
   * Measures.
   *
   * @throws dev.counterpoint.datasets.CounterpointException if the table is no distribution or has
   *     a single label, or a convex program does not converge
   */
  public InteractionsReport of(SymbolTable table) {
    if (table.probabilities().isPresent()) {
      return distribution(table, table.probabilities().get());
    }
    return table.complete() ? pairs(table) : partly(table);
  }

  private InteractionsReport distribution(SymbolTable table, double[] probabilities) {
    JointDistribution p =
        JointDistribution.ofCells(table.first(), table.second(), table.labels(), probabilities);
    PairwiseMargins known = p.margins();
    SynergyBounds bounds = SynergyBounds.of(known);
    Decomposition d = Decomposition.of(p, bounds.unimodal());
    AccuracyBounds accuracy = AccuracyBounds.of(known, bounds);
    Map<String, Quantity> bits = new LinkedHashMap<>();
    bits.put("redundancy", Quantity.exact(Names.REDUNDANCY, d.redundancy()));
    bits.put("firstUnique", Quantity.exact(Names.FIRST, d.firstUnique()));
    bits.put("secondUnique", Quantity.exact(Names.SECOND, d.secondUnique()));
    bits.put("synergy", Quantity.exact(Names.SYNERGY, d.synergy()));
    bits.put("information", Quantity.exact(Names.INFORMATION, d.information()));
    bits.put("synergyByRedundancy", Quantity.exact(Names.BY_REDUNDANCY, bounds.byRedundancy()));
    bits.put(
        "synergyByDisagreement", Quantity.exact(Names.BY_DISAGREEMENT, bounds.byDisagreement()));
    bits.put("synergyAtMost", Quantity.exact(Names.AT_MOST, bounds.upper()));
    Map<String, Quantity> accuracies = new LinkedHashMap<>();
    accuracies.put("unimodal", Quantity.exact(Names.UNIMODAL, known.bestUnimodalAccuracy()));
    accuracies.put("both", Quantity.exact(Names.BOTH, p.bestAccuracy()));
    accuracies.put("bothAtLeast", Quantity.exact(Names.BOTH_AT_LEAST, accuracy.lower()));
    accuracies.put("bothAtMost", Quantity.exact(Names.BOTH_AT_MOST, accuracy.upper()));
    return report("distribution", table, 0, d.gap(), null, bits, accuracies);
  }

  private InteractionsReport pairs(SymbolTable table) {
    InteractionEstimate found =
        InteractionEstimate.of(table.first(), table.second(), table.labels(), bootstrap);
    Map<String, Quantity> bits = unimodal(found.withoutPairs());
    bits.put("synergy", Quantity.of(Names.SYNERGY, found.synergy()));
    bits.put("information", Quantity.of(Names.INFORMATION, found.information()));
    addBounds(bits, found.withoutPairs());
    Map<String, Quantity> accuracies = new LinkedHashMap<>();
    accuracies.put(
        "unimodal", Quantity.of(Names.UNIMODAL, found.withoutPairs().bestUnimodalAccuracy()));
    accuracies.put("both", Quantity.of(Names.BOTH, found.bestAccuracy()));
    addBoundsOfAccuracy(accuracies, found.withoutPairs());
    return report(
        "labeled pairs",
        table,
        bootstrap.replicates(),
        found.decomposition().gap(),
        found.millerMadowBias(),
        bits,
        accuracies);
  }

  private InteractionsReport partly(SymbolTable table) {
    SemiSupervisedSample sample =
        new SemiSupervisedSample(
            labeled(table.first(), table.labels()),
            labeled(table.second(), table.labels()),
            unlabeled(table));
    SemiSupervisedEstimate found = SemiSupervisedEstimate.of(sample, bootstrap);
    Map<String, Quantity> bits = unimodal(found);
    addBounds(bits, found);
    Map<String, Quantity> accuracies = new LinkedHashMap<>();
    accuracies.put("unimodal", Quantity.of(Names.UNIMODAL, found.bestUnimodalAccuracy()));
    addBoundsOfAccuracy(accuracies, found);
    return report(
        "partly labeled",
        table,
        bootstrap.replicates(),
        found.bounds().unimodal().gap(),
        null,
        bits,
        accuracies);
  }

  private static Map<String, Quantity> unimodal(SemiSupervisedEstimate found) {
    Map<String, Quantity> bits = new LinkedHashMap<>();
    bits.put("redundancy", Quantity.of(Names.REDUNDANCY, found.redundancy()));
    bits.put("firstUnique", Quantity.of(Names.FIRST, found.firstUnique()));
    bits.put("secondUnique", Quantity.of(Names.SECOND, found.secondUnique()));
    return bits;
  }

  private static void addBounds(Map<String, Quantity> bits, SemiSupervisedEstimate found) {
    bits.put("synergyByRedundancy", Quantity.of(Names.BY_REDUNDANCY, found.synergyByRedundancy()));
    bits.put(
        "synergyByDisagreement", Quantity.of(Names.BY_DISAGREEMENT, found.synergyByDisagreement()));
    bits.put("synergyAtMost", Quantity.of(Names.AT_MOST, found.synergyAtMost()));
  }

  private static void addBoundsOfAccuracy(
      Map<String, Quantity> accuracies, SemiSupervisedEstimate found) {
    accuracies.put("bothAtLeast", Quantity.of(Names.BOTH_AT_LEAST, found.accuracyAtLeast()));
    accuracies.put("bothAtMost", Quantity.of(Names.BOTH_AT_MOST, found.accuracyAtMost()));
  }

  private static LabeledSymbols labeled(int[] symbols, int[] labels) {
    int[] rows = both(symbols, labels);
    return new LabeledSymbols(select(symbols, rows), select(labels, rows));
  }

  private static SymbolPairs unlabeled(SymbolTable table) {
    int[] rows = both(table.first(), table.second());
    return new SymbolPairs(select(table.first(), rows), select(table.second(), rows));
  }

  private static int[] both(int[] one, int[] other) {
    return IntStream.range(0, one.length)
        .filter(row -> one[row] != SymbolTable.MISSING && other[row] != SymbolTable.MISSING)
        .toArray();
  }

  private static int[] select(int[] values, int[] rows) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }

  private InteractionsReport report(
      String kind,
      SymbolTable table,
      int replicates,
      double gap,
      Double millerMadow,
      Map<String, Quantity> bits,
      Map<String, Quantity> accuracies) {
    return new InteractionsReport(
        source,
        kind,
        table.rows(),
        table.firstNames().size(),
        table.secondNames().size(),
        table.labelNames().size(),
        replicates,
        bootstrap.level(),
        gap,
        millerMadow,
        bits,
        accuracies);
  }

  /** How numbers are called in tables. */
  private static final class Names {
    static final String REDUNDANCY = "redundancy R";
    static final String FIRST = "unique to x1, U1";
    static final String SECOND = "unique to x2, U2";
    static final String SYNERGY = "synergy S";
    static final String INFORMATION = "all, I(x1, x2; y)";
    static final String BY_REDUNDANCY = "S at least, by redundancy";
    static final String BY_DISAGREEMENT = "S at least, by disagreement";
    static final String AT_MOST = "S at most";
    static final String UNIMODAL = "better modality alone";
    static final String BOTH = "both";
    static final String BOTH_AT_LEAST = "both at least";
    static final String BOTH_AT_MOST = "both at most";

    private Names() {}
  }
}
