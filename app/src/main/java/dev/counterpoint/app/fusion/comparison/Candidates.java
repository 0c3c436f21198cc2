package dev.counterpoint.app.fusion.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is tried for each method: the same number of candidates each, over the method's own settings
 * around those of its paper, and over the learning rate where it has none of its own.
 */
final class Candidates {

  /** How many each method has. */
  static final int BUDGET = 4;

  private static final Map<String, List<List<String>>> OWN =
      Map.of(
          "multi-loss", each("balance.alone=%s", 0.1, 0.3, 1, 3),
          "mmcosine", each("balance.mmcosine.scale=%s", 5, 10, 20, 40),
          "ogm", each("balance.ogm.alpha=%s", 0.3, 0.8, 1.5, 3),
          "agm", each("balance.agm.alpha=%s", 0.3, 1, 2, 3),
          "mlb", each("balance.mlb.alpha=%s", 0.3, 0.5, 1, 2),
          "reconboost", each("balance.reconboost.alpha=%s", 0.1, 0.25, 0.5, 1),
          "mmpareto", each("balance.mmpareto.gamma=%s", 0.5, 1, 1.5, 3),
          "relearn", each("balance.relearn.alpha=%s", 0.5, 1, 3, 5));

  private static final List<List<String>> RATES =
      each("optimizer.learningRate=%s", 0.0003, 0.001, 0.002, 0.004);

  private static final List<List<String>> MCR =
      List.of(mcr(0.01, 1, 1), mcr(0.1, 1, 1), mcr(0.1, 0.1, 1), mcr(1, 0.1, 0.3));

  private Candidates() {}

  /** Of a row; {@link #BUDGET} lists of {@code key=value}. */
  static List<List<String>> of(String row, List<String> modalities) {
    if (row.startsWith("mcr-")) {
      return MCR;
    }
    if (row.equals("mslr")) {
      return mslr(modalities.size());
    }
    return OWN.getOrDefault(row, RATES);
  }

  /** The first modality faster or slower than the others. */
  private static List<List<String>> mslr(int modalities) {
    Function<Double, List<String>> factor =
        first ->
            List.of(
                "balance.mslr.factors=["
                    + String.join(
                        ", ",
                        Stream.iterate(first, any -> 1.0)
                            .limit(modalities)
                            .map(String::valueOf)
                            .toList())
                    + "]");
    return Stream.of(0.3, 0.7, 1.5, 3.0).map(factor).toList();
  }

  private static List<String> mcr(double regularizer, double contrast, double alone) {
    return List.of(
        "balance.mcr.regularizer=" + regularizer,
        "balance.mcr.contrast=" + contrast,
        "balance.alone=" + alone);
  }

  private static List<List<String>> each(String setting, double... values) {
    return Arrays.stream(values).mapToObj(value -> List.of(setting.formatted(value))).toList();
  }
}
