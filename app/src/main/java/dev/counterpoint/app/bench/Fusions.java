package dev.counterpoint.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.fusion.FusionModel.Tower;
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
 * @param regularized whether it is trained by MCR, with its default settings; otherwise jointly
 */
record Fusions(String name, boolean convolutional, boolean regularized) {

  /** C. */
  static final int CLASSES = 10;

  /** CNNs, joint training. */
  static final Fusions CNN_JOINT = new Fusions("fusion-cnn-joint", true, false);

  /** CNNs, MCR. */
  static final Fusions CNN_MCR = new Fusions("fusion-cnn-mcr", true, true);

  /** MLPs, joint training. */
  static final Fusions MLP_JOINT = new Fusions("fusion-mlp-joint", false, false);

  /** MLPs, MCR. */
  static final Fusions MLP_MCR = new Fusions("fusion-mlp-mcr", false, true);

  private static final List<String> MODALITIES = List.of("picture", "sound");

  /** The fusion of a name; empty if it is none's. */
  static Optional<Fusions> named(String name) {
    return List.of(CNN_JOINT, CNN_MCR, MLP_JOINT, MLP_MCR).stream()
        .filter(fusion -> fusion.name.equals(name))
        .findFirst();
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
    return regularized ? new Mcr(McrSettings.DEFAULT, random) : new JointTraining();
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
