package dev.counterpoint.app.reproduce.latentquality;

import static dev.counterpoint.app.reproduce.latentquality.SubsetValues.WHOLE;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.fusion.quality.QualityTable;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.latentquality.SubsetValues.Field;
import dev.counterpoint.app.reproduce.latentquality.SubsetValues.Gaps;
import dev.counterpoint.app.statistics.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tables and charts of the experiment on latent quality. */
final class LatentQualityTables {

  private static final int FIRST = 0;

  private final LinearValues linear;
  private final DigitValues digits;

  LatentQualityTables(LinearValues linear, DigitValues digits) {
    this.linear = linear;
    this.digits = digits;
  }

  /** All, in the order of the page. */
  List<ResultTable> all() {
    List<ResultTable> all = new ArrayList<>(linear());
    all.addAll(digits());
    all.add(gaps());
    all.add(correlations());
    all.addAll(bounds());
    return all;
  }

  List<ResultTable> linear() {
    return List.of(linear("Population risk", Field.RISK), linear("Latent quality", Field.ETA));
  }

  private ResultTable linear(String title, Field field) {
    List<String> columns = new ArrayList<>(List.of("Modalities"));
    linear.sizes().forEach(m -> columns.add(Integer.toString(m)));
    List<List<Cell>> rows = new ArrayList<>();
    for (int subset = 0; subset < SubsetValues.SUBSETS; subset++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(linear.name(subset))));
      for (int size = 0; size < linear.sizes().size(); size++) {
        row.add(Cell.mean(linear.values(size, subset, field), 2));
      }
      rows.add(row);
    }
    return new ResultTable(
        title,
        "Above that of the true latent with its head; by training examples. 0 is best.",
        columns,
        rows);
  }

  List<ResultTable> digits() {
    return List.of(
        QualityTable.bySize(
            "Digits: risk",
            "Cross-entropy on test pairs, nats, by training pairs.",
            digits.seeds(),
            (seed, one) -> one.learned().crossEntropy(),
            3),
        QualityTable.bySize(
            "Digits: error",
            "Wrong predictions of test pairs, %, by training pairs.",
            digits.seeds(),
            (seed, one) -> 100 * one.learned().error(),
            1),
        QualityTable.bySize(
            "Digits: latent quality",
            ("Cross-entropy of a head refitted on the frozen latent of %,d labeled pairs, nats, less"
                    + " the least of any subset and number of training pairs. 0 is best.")
                .formatted(digits.seeds().get(0).pool()),
            digits.seeds(),
            (seed, one) -> seed.eta(one),
            3),
        QualityTable.bySize(
            "Digits: error of the refitted head",
            "Wrong predictions of test pairs, %, by training pairs of the encoders.",
            digits.seeds(),
            (seed, one) -> 100 * one.refitted().error(),
            1));
  }

  /** By numbers of examples; means with one standard error. */
  static LineChart chart(
      SubsetValues values, String title, String xLabel, String yLabel, Field field) {
    LineChart chart =
        new LineChart(title, xLabel, yLabel)
            .explained("Mean, by modalities, with one standard error.")
            .logarithmicX();
    double[] x = values.sizes().stream().mapToDouble(Integer::doubleValue).toArray();
    for (int subset = 0; subset < SubsetValues.SUBSETS; subset++) {
      double[] y = new double[x.length];
      double[] error = new double[x.length];
      for (int size = 0; size < x.length; size++) {
        SampleMean mean = SampleMean.of(values.values(size, subset, field));
        y[size] = mean.mean();
        error[size] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.bars(values.name(subset), x, y, error);
    }
    return chart;
  }

  ResultTable gaps() {
    List<List<Cell>> rows = new ArrayList<>();
    for (SubsetValues values : List.of(linear, digits)) {
      for (int size = 0; size < values.sizes().size(); size++) {
        double[] quality = values.difference(size, FIRST, WHOLE, Field.ETA);
        double[] risk = values.difference(size, FIRST, WHOLE, Field.RISK);
        double[] rest = risk.clone();
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= quality[i];
        }
        rows.add(
            List.of(
                Cell.text(name(values)),
                Cell.text(Integer.toString(values.sizes().get(size))),
                Cell.mean(quality, 3),
                Cell.mean(risk, 3),
                Cell.mean(rest, 3)));
      }
    }
    return new ResultTable(
        "The first modality less all",
        "What is left of the risk gap is what sample terms must bound.",
        List.of("Data", "Examples", "Gap in latent quality", "Gap in risk", "Left"),
        rows);
  }

  ResultTable correlations() {
    List<List<Cell>> rows = new ArrayList<>();
    for (SubsetValues values : List.of(linear, digits)) {
      Gaps gaps = values.gaps();
      Correlation correlation = gaps.correlation();
      rows.add(
          List.of(
              Cell.text(name(values)),
              Cell.number(gaps.risk().length, 0),
              Cell.number(correlation.value(), 4),
              Cell.text(
                  correlation.interval() == null
                      ? "not known"
                      : String.format(
                          Locale.ROOT,
                          "%.4f to %.4f",
                          correlation.interval().low(),
                          correlation.interval().high()))));
    }
    return new ResultTable(
        "Does the risk gap follow the gap in latent quality?",
        "Pearson correlation of both gaps' means, over all subsets within another and all numbers of"
            + " examples from 128 on, with a 95 % interval by Fisher's transformation. It takes pairs"
            + " for independent, which those with a subset in common are not, and so is too narrow.",
        List.of("Data", "Pairs", "Correlation", "95 % interval"),
        rows);
  }

  List<ResultTable> bounds() {
    return List.of(
        bound(
            linear,
            "Theorem 1, linear family: the first modality less all",
            "Of the squared error clipped at C, four times the label's mean square. Excess is what the"
                + " learned map lacks on the examples against the best head. Bound / C: from 1 on a"
                + " bound says nothing, as no gap is above C."),
        bound(
            digits,
            "Theorem 1, digits: the first modality less all",
            "Of the cross-entropy clipped at C, twice that of a guess, nats. The complexity of the"
                + " encoders is not known; the bound here is without it, and with it only looser."));
  }

  private static ResultTable bound(SubsetValues values, String title, String explanation) {
    boolean whole = values instanceof LinearValues;
    List<List<Cell>> rows = new ArrayList<>();
    for (int size = 0; size < values.sizes().size(); size++) {
      double[] bound = values.known(size, FIRST, WHOLE);
      double[] complexity = values.values(size, FIRST, Field.COMPLEXITY);
      double[] clip = values.values(size, FIRST, Field.CLIP);
      double[] share = new double[bound.length];
      for (int i = 0; i < bound.length; i++) {
        bound[i] += whole ? complexity[i] : 0;
        share[i] = bound[i] / clip[i];
      }
      rows.add(
          List.of(
              Cell.text(Integer.toString(values.sizes().get(size))),
              Cell.mean(values.difference(size, FIRST, WHOLE, Field.BOUNDED_RISK), 2),
              Cell.mean(values.difference(size, FIRST, WHOLE, Field.BOUNDED_BEST), 2),
              plain(values.values(size, FIRST, Field.EXCESS), 3),
              whole ? plain(complexity, 1) : Cell.text("not known"),
              plain(values.values(size, FIRST, Field.CENTRE), 2),
              plain(values.values(size, FIRST, Field.DEVIATION), 2),
              plain(bound, whole ? 1 : 2),
              plain(share, 2)));
    }
    return new ResultTable(
        title,
        explanation,
        List.of(
            "Examples",
            "Risk gap",
            "Quality gap",
            "Excess",
            "8 L Rad",
            "Centre",
            "Deviation",
            "Bound",
            "Bound / C"),
        rows);
  }

  /** Without its standard error: a row of nine numbers with errors is wider than a page. */
  private static Cell plain(double[] values, int decimals) {
    return Cell.number(SampleMean.of(values).mean(), decimals);
  }

  /** Both gaps of the digits' first modality and all, beside what is known of the bound. */
  LineChart boundChart() {
    LineChart chart =
        new LineChart("The gap and the bound, digits", "training pairs", "nats")
            .explained(
                "Clipped cross-entropy of the left half less that of all. The bound is without its"
                    + " complexity term, which can only add to it.")
            .logarithmicX();
    double[] x = digits.sizes().stream().mapToDouble(Integer::doubleValue).toArray();
    double[] risk = new double[x.length];
    double[] quality = new double[x.length];
    double[] bound = new double[x.length];
    for (int size = 0; size < x.length; size++) {
      risk[size] = SampleMean.of(digits.difference(size, FIRST, WHOLE, Field.BOUNDED_RISK)).mean();
      quality[size] =
          SampleMean.of(digits.difference(size, FIRST, WHOLE, Field.BOUNDED_BEST)).mean();
      bound[size] = SampleMean.of(digits.known(size, FIRST, WHOLE)).mean();
    }
    return chart
        .line("gap in risk", x, risk)
        .line("gap in latent quality", x, quality)
        .line("bound without complexity", x, bound);
  }

  private static String name(SubsetValues values) {
    return values instanceof LinearValues ? "linear family" : "digits";
  }
}
