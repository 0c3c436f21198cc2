package dev.counterpoint.app.bench.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.fusion.Balancers;
import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.fusion.FusionModel.Tower;
import dev.counterpoint.models.fusion.head.CosineHead;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A late linear fusion of two modalities that is measured.
 *
 * @param name stands in place of a recipe's
 * @param convolutional whether encoders are small CNNs over pictures of 28x28 and spectrograms of
 *     32x40, with 128 features; otherwise MLPs from 64 over 128 to 64
 * @param method as recipes call it, with the settings of {@code fusion-digits}
 */
public record Fusions(String name, boolean convolutional, String method) {

  /** C. */
  static final int CLASSES = 10;

  private static final String MCR = "mcr";

  /**
   * Methods whose step is measured beside that of joint training. {@code relearn} takes the step of
   * multi-loss, and diagnoses between epochs.
   */
  public static final List<String> METHODS =
      List.of("multi-loss", "mslr", "mmcosine", "ogm", "agm", "mlb", "reconboost", "mmpareto", MCR);

  private static final String CNN = "fusion-cnn-";
  private static final String MLP = "fusion-mlp-";

  /** CNNs, joint training. */
  public static final Fusions CNN_JOINT = cnn("joint");

  /** MLPs, joint training. */
  public static final Fusions MLP_JOINT = mlp("joint");

  /** MLPs, MCR. */
  public static final Fusions MLP_MCR = mlp(MCR);

  /** Names of the modalities. */
  static final List<String> MODALITIES = List.of("picture", "sound");

  /** With small CNNs. */
  public static Fusions cnn(String method) {
    return new Fusions(CNN + method, true, method);
  }

  /** With MLPs. */
  static Fusions mlp(String method) {
    return new Fusions(MLP + method, false, method);
  }

  /** The fusion of a name; empty if it is none's. */
  static Optional<Fusions> named(String name) {
    if (name.startsWith(CNN)) {
      return Optional.of(cnn(name.substring(CNN.length())));
    }
    return name.startsWith(MLP) ? Optional.of(mlp(name.substring(MLP.length()))) : Optional.empty();
  }

  /** The head, which is the method's. */
  FusionHead head() {
    return balance().method() == Balance.Method.MMCOSINE
        ? new CosineHead(CLASSES, balance().mmcosine().scale())
        : new LateLinearHead(CLASSES);
  }

  private Balance balance() {
    List<String> settings = new ArrayList<>(List.of("balance.method=" + method));
    if (method.equals("mslr")) {
      settings.add("balance.mslr.factors=[0.7, 1.3]");
    }
    return FusionRecipes.load("fusion-digits", settings).balance();
  }

  private List<Shape> shapes(int examples) {
    return convolutional
        ? List.of(new Shape(examples, 1, 28, 28), new Shape(examples, 1, 32, 40))
        : List.of(new Shape(examples, 64), new Shape(examples, 64));
  }

  /** New encoders. */
  List<Tower> towers(int examples) {
    List<Shape> shapes = shapes(examples);
    return List.of(tower(0, shapes), tower(1, shapes));
  }

  private Tower tower(int modality, List<Shape> shapes) {
    return new Tower(
        MODALITIES.get(modality),
        convolutional ? SmallConvEncoder.create(128) : MlpEncoder.create(128, 64),
        shapes.get(modality));
  }

  /** The method. */
  Balancer balancer(RandomAddress random) {
    return Balancers.of(balance(), MODALITIES, random);
  }

  /** Noise with labels. */
  Batch batch(NDManager manager, int examples, RandomAddress random) {
    SplittableRandom stream = random.stream();
    List<Shape> shapes = shapes(examples);
    long[] labels = new long[examples];
    Arrays.setAll(labels, i -> stream.nextInt(CLASSES));
    return new Batch(
        examples,
        Map.of(
            MODALITIES.get(0), noise(manager, shapes.get(0), stream),
            MODALITIES.get(1), noise(manager, shapes.get(1), stream)),
        manager.create(labels));
  }

  private static NDArray noise(NDManager manager, Shape shape, SplittableRandom stream) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.nextDouble();
    }
    return manager.create(values, shape);
  }
}
