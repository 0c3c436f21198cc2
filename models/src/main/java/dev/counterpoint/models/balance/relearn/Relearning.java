package dev.counterpoint.models.balance.relearn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.balance.MultiLoss;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Kept;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * D&amp;R (Wei et al. 2024, "Diagnosing and Re-learning for Balanced Multimodal Learning"): before
 * some epochs the features of each modality are clustered, training and validation examples apart,
 * and the encoder goes back to its first values as far as the two differ in purity: {@code w first
 * + (1 - w) now} with {@code w = tanh(alpha |train - validation|)}. A modality whose gap is large
 * has learned its examples by heart, or too little; it relearns, and the others meanwhile catch up.
 *
 * <p>Each modality is compared with its own validation features (a copy of the release takes those
 * of the second modality for both). All trained parameters of an encoder go back; the running
 * statistics of BatchNorm stay, as in the release: they are not parameters that have been learned,
 * and follow the new weights within some steps. So does what the optimizer remembers. First values
 * are those at {@link #addTo}; they are in the network, and so in checkpoints. Any number of
 * modalities; joint training, or with a loss for each modality.
 */
public final class Relearning implements Balancer {

  private static final String FIRST = "-first";

  private final Settings settings;
  private final MultiLoss losses;
  private final RandomAddress address;

  /**
   * The settings.
   *
   * @param alpha how fast an encoder goes back with its gap, 0 or more
   * @param every epochs between diagnoses, at least 1
   * @param times how many diagnoses there are at most; 0 is no bound
   * @param alone weight of the losses of the modalities' own classifiers, 0 or more
   */
  public record Settings(double alpha, int every, int times, double alone) {

    /** As in the release: alpha 3, after every 20 epochs, 3 times; joint training. */
    public static final Settings DEFAULT = new Settings(3, 20, 3, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Settings {
      if (!(alpha >= 0) || every < 1 || times < 0) {
        throw new IllegalArgumentException(
            "alpha and times must be 0 or more and every at least 1, found %s, %d and %d"
                .formatted(alpha, times, every));
      }
    }
  }

  /**
   * The method.
   *
   * @param address where the centres of clusters come from
   */
  public Relearning(Settings settings, RandomAddress address) {
    this.settings = settings;
    this.losses = new MultiLoss(settings.alone);
    this.address = address;
  }

  /** Keeps the first values of all encoders. */
  @Override
  public void addTo(FusionModel model) {
    for (int m = 0; m < model.modalities().size(); m++) {
      Map<String, Parameter> trained = trained(model, m);
      Map<String, Shape> shapes = new LinkedHashMap<>();
      trained.forEach((name, parameter) -> shapes.put(name, parameter.getArray().getShape()));
      Kept first = new Kept(shapes);
      model.network().add(model.encoder(m) + FIRST, first, new Shape(1));
      trained.forEach((name, parameter) -> first.put(name, parameter.getArray().stopGradient()));
    }
  }

  /** Parameters of an encoder, by their names within it. */
  private static Map<String, Parameter> trained(FusionModel model, int modality) {
    String prefix = model.encoder(modality) + "/";
    Map<String, Parameter> trained = new LinkedHashMap<>();
    model
        .network()
        .trainable()
        .forEach(
            (name, parameter) -> {
              if (name.startsWith(prefix)) {
                trained.put(name.substring(prefix.length()), parameter);
              }
            });
    return trained;
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return losses.objectives(pass, place);
  }

  @Override
  public void beginEpoch(FusionModel model, int epoch, Latents latents, NDManager manager) {
    boolean due = epoch > 0 && epoch % settings.every == 0;
    if (!due || settings.times > 0 && epoch / settings.every > settings.times) {
      return;
    }
    for (int m = 0; m < model.modalities().size(); m++) {
      double train = purity(model, m, epoch, Latents.Part.TRAIN, latents, manager);
      double validation = purity(model, m, epoch, Latents.Part.VALIDATION, latents, manager);
      goBack(model, m, weight(train, validation, settings.alpha), manager);
    }
  }

  private double purity(
      FusionModel model,
      int modality,
      int epoch,
      Latents.Part part,
      Latents latents,
      NDManager manager) {
    RandomAddress place = address.purpose(part.name()).at(epoch).at(modality);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray features = latents.features(modality, part, scratch);
      return Purity.of(features, latents.labels(part), model.classes(), place, scratch);
    }
  }

  /** How far an encoder goes back, in [0, 1]. */
  static double weight(double train, double validation, double alpha) {
    return Math.tanh(alpha * Math.abs(train - validation));
  }

  /** Moves an encoder to its first values. */
  static void goBack(FusionModel model, int modality, double weight, NDManager manager) {
    Kept first = (Kept) model.network().block(model.encoder(modality) + FIRST);
    trained(model, modality)
        .forEach(
            (name, parameter) -> {
              try (NDManager scratch = manager.newSubManager()) {
                NDArray part = first.get(name).duplicate();
                part.attach(scratch);
                part.muli(scratch.full(new Shape(1), (float) weight));
                NDArray rest = scratch.full(new Shape(1), (float) (1 - weight));
                parameter.getArray().muli(rest).addi(part);
              }
            });
  }
}
