package dev.counterpoint.models.balance.rate;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Kept;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MSLR (Yao and Mihalcea 2022, "Modality-specific Learning Rates for Effective Multimodal Additive
 * Late-fusion"): joint training in which encoder and projection of each modality have a learning
 * rate of their own. Kept, it is the rate of all times the modality's factor; dynamic, it is
 * multiplied by the modality's accuracy on validation examples over its mean of the epochs before,
 * so that a modality that overfits slows down.
 *
 * <p>A modality's accuracy is that of the head when the projections of all others are zero, which
 * in additive late fusion is the modality's own model. It is measured before an epoch. Any number
 * of modalities, any head.
 */
public final class ModalityRates implements Balancer {

  /** Name of the block with accuracies and ratios. */
  static final String STATE = "mslr-accuracies";

  private static final String HISTORY = "history";
  private static final String RATIOS = "ratios";

  private final JointTraining joint = new JointTraining();
  private final Settings settings;
  private float[] ratios;
  private int ratiosOf = -1;

  /**
   * The settings.
   *
   * @param factors on the learning rate, 0 or more, one for each modality; empty is 1 for all
   * @param epochs for which modalities have rates of their own; 0 is to the end
   * @param memory epochs that accuracies are compared with; 0 keeps the rates
   */
  public record Settings(List<Double> factors, int epochs, int memory) {

    /** All alike, dynamic over 5 epochs, to the end, as in the release of Kontras et al. 2024. */
    public static final Settings DEFAULT = new Settings(List.of(), 0, 5);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Settings {
      factors = List.copyOf(factors);
      for (double factor : factors) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException("factors must be 0 or more, found " + factors);
        }
      }
      if (epochs < 0 || memory < 0) {
        throw new IllegalArgumentException(
            "epochs and memory must be 0 or more, found " + epochs + " and " + memory);
      }
    }

    /** Rates that are kept to the end. */
    public static Settings keep(List<Double> factors) {
      return new Settings(factors, 0, 0);
    }
  }

  /** The method. */
  public ModalityRates(Settings settings) {
    this.settings = settings;
  }

  /**
   * Adds the accuracies.
   *
   * @throws IllegalArgumentException if there are factors, but not one for each modality
   */
  @Override
  public void addTo(FusionModel model) {
    int modalities = model.modalities().size();
    if (!settings.factors.isEmpty() && settings.factors.size() != modalities) {
      throw new IllegalArgumentException(
          "there must be a factor for each of %s, found %s"
              .formatted(model.modalities(), settings.factors));
    }
    if (settings.memory > 0) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      shapes.put(HISTORY, new Shape(modalities, settings.memory));
      shapes.put(RATIOS, new Shape(modalities));
      model.network().add(STATE, new Kept(shapes), new Shape(modalities));
    }
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return joint.objectives(pass, place);
  }

  @Override
  public void beginEpoch(FusionModel model, int epoch, Latents latents, NDManager manager) {
    if (settings.memory == 0) {
      return;
    }
    Kept state = (Kept) model.network().block(STATE);
    float[] now = new float[model.modalities().size()];
    Arrays.fill(now, 1);
    if (epoch > 0) {
      float[] history = state.get(HISTORY).toFloatArray();
      float[] accuracies = LoneAccuracy.of(model, latents, manager);
      if (epoch > settings.memory) {
        now = ratios(accuracies, history);
      }
      for (int m = 0; m < accuracies.length; m++) {
        history[m * settings.memory + (epoch - 1) % settings.memory] = accuracies[m];
      }
      state.put(HISTORY, manager.create(history, state.get(HISTORY).getShape()));
    }
    state.put(RATIOS, manager.create(now));
    ratios = now;
    ratiosOf = epoch;
  }

  /**
   * What an accuracy is of its mean so far, by modality; 1 where nothing was ever right.
   *
   * @param history row by row, one row for each modality
   */
  static float[] ratios(float[] accuracies, float[] history) {
    int memory = history.length / accuracies.length;
    float[] ratios = new float[accuracies.length];
    for (int m = 0; m < ratios.length; m++) {
      double sum = 0;
      for (int i = 0; i < memory; i++) {
        sum += history[m * memory + i];
      }
      ratios[m] = sum > 0 ? (float) (accuracies[m] * memory / sum) : 1;
    }
    return ratios;
  }

  /** Reads from the device at the first step after a restart, and at no other. */
  @Override
  public Map<String, Double> rates(FusionModel model, StepPlace place) {
    if (settings.epochs > 0 && place.epoch() >= settings.epochs) {
      return Map.of();
    }
    if (settings.memory > 0 && ratiosOf != place.epoch()) {
      ratios = ((Kept) model.network().block(STATE)).get(RATIOS).toFloatArray();
      ratiosOf = place.epoch();
    }
    Map<String, Double> rates = new LinkedHashMap<>();
    for (int m = 0; m < model.modalities().size(); m++) {
      double factor = settings.factors.isEmpty() ? 1 : settings.factors.get(m);
      double rate = settings.memory == 0 ? factor : factor * ratios[m];
      rates.put(model.encoder(m), rate);
      rates.put(model.projection(m), rate);
    }
    return rates;
  }
}
