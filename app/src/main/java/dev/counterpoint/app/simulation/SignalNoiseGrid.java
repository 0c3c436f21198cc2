package dev.counterpoint.app.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.models.signalnoise.SignalNoiseEpoch;
import dev.counterpoint.models.signalnoise.SignalNoiseRun;
import dev.counterpoint.models.signalnoise.SignalNoiseRun.Measured;
import dev.counterpoint.models.signalnoise.SignalNoiseSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Runs of one seed over a grid of settings.
 *
 * @param all in order
 * @param curves whether every epoch is kept and measured, not the last alone
 */
public record SignalNoiseGrid(List<SignalNoiseSettings> all, boolean curves) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public SignalNoiseGrid {
    all = List.copyOf(all);
  }

  /**
   * All combinations around the paper's constants.
   *
   * @param signals lengths of mu
   * @param ratios C_mu
   * @param temperatures tau
   * @param deviations sigma_0
   * @param ridges of the head
   */
  public static SignalNoiseGrid of(
      List<Double> signals,
      List<Double> ratios,
      List<Double> temperatures,
      List<Double> deviations,
      List<Double> ridges,
      boolean curves) {
    List<SignalNoiseSettings> all = new ArrayList<>();
    for (double signal : signals) {
      for (double ratio : ratios) {
        for (double temperature : temperatures) {
          for (double deviation : deviations) {
            for (double ridge : ridges) {
              all.add(
                  SignalNoiseSettings.PAPER
                      .withSignals(signal, ratio)
                      .withOpen(temperature, deviation)
                      .withRidge(ridge));
            }
          }
        }
      }
    }
    return new SignalNoiseGrid(all, curves);
  }

  /** All that its numbers depend on besides the seed, as text. */
  public String key() {
    return all + (curves ? ", curves" : "");
  }

  /**
   * Runs all, with one modality and with two.
   *
   * @param done told how many settings are done
   * @param stop asked between settings
   * @return a list of settings with their {@code single} and {@code multi} epochs; null if stopped
   */
  public ArrayNode run(long seed, IntConsumer done, BooleanSupplier stop) {
    Measured measured = curves ? Measured.EVERY : Measured.LAST;
    // One modality knows nothing of the other's signal: it is not run again for another ratio.
    Map<SignalNoiseSettings, List<SignalNoiseEpoch>> singles = new HashMap<>();
    ArrayNode runs = JSON.createArrayNode();
    for (SignalNoiseSettings settings : all) {
      if (stop.getAsBoolean()) {
        return null;
      }
      List<SignalNoiseEpoch> single =
          singles.computeIfAbsent(
              settings.withSignals(settings.signal(), 1),
              key -> new SignalNoiseRun(key, seed).single(measured));
      ObjectNode run = runs.addObject();
      run.set("settings", JSON.valueToTree(settings));
      run.set("single", epochs(single));
      run.set("multi", epochs(new SignalNoiseRun(settings, seed).multi(measured)));
      done.accept(runs.size());
    }
    return runs;
  }

  private ArrayNode epochs(List<SignalNoiseEpoch> epochs) {
    List<SignalNoiseEpoch> kept =
        curves ? epochs : epochs.subList(epochs.size() - 1, epochs.size());
    return JSON.valueToTree(kept);
  }
}
