package dev.counterpoint.app.fusion.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is tried for each method: {@link #BUDGET} candidates each, and each method over the learning
 * rate. One without settings of its own has six rates. One with settings of its own has three rates
 * with the first of four settings, and the other settings at the best of those rates. So no method
 * is held back by a rate that suits another.
 */
final class Candidates {

  /** How many each method has. */
  static final int BUDGET = 6;

  private static final List<List<String>> ALL_RATES =
      each("optimizer.learningRate=%s", 0.0003, 0.0005, 0.001, 0.0015, 0.0025, 0.004);

  /** From all over the others' range. */
  private static final List<List<String>> RATES =
      each("optimizer.learningRate=%s", 0.0005, 0.0015, 0.004);

  /** First that of the paper, or of the authors' code, where there is one. */
  private static final Map<String, List<List<String>>> OWN =
      Map.of(
          "multi-loss", each("balance.alone=%s", 1, 0.1, 0.3, 3),
          "mmcosine", each("balance.mmcosine.scale=%s", 10, 5, 20, 40),
          "ogm", each("balance.ogm.alpha=%s", 1, 0.3, 0.6, 2),
          "agm", each("balance.agm.alpha=%s", 3, 0.3, 1, 2),
          "mlb", each("balance.mlb.alpha=%s", 0.5, 0.3, 1, 2),
          "reconboost", each("balance.reconboost.alpha=%s", 0.5, 0.1, 0.25, 1),
          "mmpareto", each("balance.mmpareto.gamma=%s", 1.5, 0.5, 1, 3),
          "relearn", each("balance.relearn.alpha=%s", 3, 0.5, 1, 5));

  private static final List<List<String>> MCR =
      List.of(mcr(0.1, 1, 1), mcr(0.01, 1, 1), mcr(0.1, 0.1, 1), mcr(1, 0.1, 0.3));

  private Candidates() {}

  /** Those of a row that are tried first, {@code key=value}. */
  static List<List<String>> first(String row, List<String> modalities) {
    List<List<String>> own = own(row, modalities);
    if (own.isEmpty()) {
      return ALL_RATES;
    }
    return RATES.stream().map(rate -> with(rate, own.get(0))).toList();
  }

  /** Those that are tried then, {@link #BUDGET} in all. */
  static List<List<String>> second(String row, List<String> modalities, List<String> best) {
    List<String> rate = best.subList(0, 1);
    return own(row, modalities).stream().skip(1).map(own -> with(rate, own)).toList();
  }

  private static List<List<String>> own(String row, List<String> modalities) {
    if (row.startsWith("mcr-")) {
      return MCR;
    }
    if (row.equals("mslr")) {
      return mslr(modalities.size());
    }
    return OWN.getOrDefault(row, List.of());
  }

  private static List<String> with(List<String> rate, List<String> own) {
    return Stream.concat(rate.stream(), own.stream()).toList();
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
    return Stream.of(0.7, 0.3, 1.5, 3.0).map(factor).toList();
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
