package dev.counterpoint.app.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.models.latentquality.LatentQualityRun;
import dev.counterpoint.models.latentquality.LatentQualitySettings;
import dev.counterpoint.models.latentquality.SubsetQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Latent quality and risk of every subset of modalities over sample sizes, of many draws.
 *
 * @param settings of the family
 * @param examples sample sizes m
 * @param repetitions draws of the family, at least 1; a draw is the same for every m
 */
public record LatentQualitySweep(
    LatentQualitySettings settings, List<Integer> examples, int repetitions) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Copies the list and checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LatentQualitySweep {
    examples = List.copyOf(examples);
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, found " + repetitions);
    }
    for (int m : examples) {
      new LatentQualityRun(settings, m, 0);
    }
  }

  /** All that its numbers depend on besides the seed, as text. */
  public String key() {
    return toString() + ", with the terms of theorem 1";
  }

  /**
   * Runs all.
   *
   * @param done told how many sample sizes are done
   * @param stop asked between draws
   * @return for each sample size its {@code subsets}, each with {@code eta} and {@code risk} of
   *     every draw, and of the clipped error {@code clip}, {@code boundedBest}, {@code boundedRisk}
   *     and the terms of theorem 1; null if stopped
   */
  public ArrayNode run(long seed, IntConsumer done, BooleanSupplier stop) {
    ArrayNode runs = JSON.createArrayNode();
    for (int m : examples) {
      List<List<SubsetQuality>> draws = new ArrayList<>();
      for (int repetition = 0; repetition < repetitions; repetition++) {
        if (stop.getAsBoolean()) {
          return null;
        }
        draws.add(new LatentQualityRun(settings, m, seed * 1_000_003 + repetition).run());
      }
      ObjectNode run = runs.addObject().put("examples", m);
      ArrayNode subsets = run.putArray("subsets");
      for (int s = 0; s < draws.get(0).size(); s++) {
        ObjectNode subset = subsets.addObject();
        subset.set("modalities", JSON.valueToTree(draws.get(0).get(s).modalities()));
        int place = s;
        List<SubsetQuality> own = draws.stream().map(draw -> draw.get(place)).toList();
        put(subset, "eta", own, SubsetQuality::eta);
        put(subset, "risk", own, SubsetQuality::risk);
        put(subset, "clip", own, one -> one.bounded().bound());
        put(subset, "boundedBest", own, one -> one.bounded().best());
        put(subset, "boundedRisk", own, one -> one.bounded().risk());
        put(subset, "excess", own, one -> one.bounded().terms().excess());
        put(subset, "complexity", own, one -> one.bounded().terms().complexity());
        put(subset, "centre", own, one -> one.bounded().terms().centre());
        put(subset, "deviation", own, one -> one.bounded().terms().deviation());
      }
      done.accept(runs.size());
    }
    return runs;
  }

  private static void put(
      ObjectNode subset,
      String field,
      List<SubsetQuality> draws,
      ToDoubleFunction<SubsetQuality> value) {
    ArrayNode values = subset.putArray(field);
    draws.forEach(draw -> values.add(value.applyAsDouble(draw)));
  }
}
