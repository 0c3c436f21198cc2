package dev.counterpoint.app.fusion.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionModel.Tower;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Three classes; modality "signal" carries the label, "noise" (bytes) carries nothing. */
final class ToyFusion {

  static final int CLASSES = 3;

  private static final int SIGNAL = 6;
  private static final int NOISE = 5;
  private static final int STEPS = 200;
  private static final int BATCH = 64;

  private ToyFusion() {}

  static MultimodalData data(int train, int heldOut) {
    return new MultimodalData(
        "toy",
        "drawn by a test",
        true,
        List.of("one", "two", "three"),
        part(train, 1),
        part(heldOut, 2),
        part(heldOut, 3),
        Map.of());
  }

  private static MultimodalPart part(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = new int[size];
    float[] signal = new float[size * SIGNAL];
    byte[] noise = new byte[size * NOISE];
    random.nextBytes(noise);
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(CLASSES);
      for (int j = 0; j < SIGNAL; j++) {
        signal[i * SIGNAL + j] =
            (float) (0.4 * random.nextGaussian() + (j % CLASSES == labels[i] ? 2 : 0));
      }
    }
    return new MultimodalPart(
        List.of(
            ModalityArray.of(new Modality("signal", List.of((long) SIGNAL)), signal),
            ModalityArray.of(new Modality("noise", List.of((long) NOISE)), noise)),
        labels);
  }

  /** A model of these modalities, trained jointly. */
  static FusionLearner trained(NDManager manager, MultimodalData data, int width, String... names) {
    Network network = new Network(manager, RandomAddress.seed(5).purpose("initialization"));
    List<Tower> towers =
        List.of(names).stream()
            .map(
                name ->
                    new Tower(
                        name,
                        Linear.builder().setUnits(width).build(),
                        new Shape(1, name.equals("signal") ? SIGNAL : NOISE)))
            .toList();
    FusionLearner learner =
        new FusionLearner(
            new FusionModel(network, towers, new LateLinearHead(CLASSES), CLASSES),
            new JointTraining(),
            new NoLatents());
    SteeredStep step =
        new SteeredStep(
            learner, new AdamW(network.trainable(), AdamW.Settings.DEFAULT, network.manager()), 0);
    try (ResidentPart train = new ResidentPart(manager, data.train())) {
      for (int i = 0; i < STEPS; i++) {
        long[] rows = new SplittableRandom(i).longs(BATCH, 0, train.size()).toArray();
        try (NDManager scratch = manager.newSubManager()) {
          step.take(scratch, train.rows(scratch, rows), new StepPlace(i, STEPS), 0.02);
        }
      }
    }
    return learner;
  }

  /** For methods that do not look at them. */
  private static final class NoLatents implements Latents {

    @Override
    public NDArray features(int modality, Part part, NDManager manager) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int[] labels(Part part) {
      throw new UnsupportedOperationException();
    }
  }
}
