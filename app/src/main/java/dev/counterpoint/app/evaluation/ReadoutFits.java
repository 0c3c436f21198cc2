package dev.counterpoint.app.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.data.DigitCaptions;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.LinearProbe;
import dev.counterpoint.models.probe.ZeroShotClassifier;
import java.util.Arrays;

/** Readouts as they are fitted for measuring and for export alike; they see training data only. */
public final class ReadoutFits {

  private ReadoutFits() {}

  /**
   * Classes from the captions of each digit: the mean over every colour and every form.
   *
   * @param captions that the learner was trained with
   */
  public static ZeroShotClassifier zeroShot(
      ClipLearner clip, ColoredDigits train, DigitCaptions captions) {
    NDManager parent = clip.network().manager();
    int perClass = captions.promptsPerClass();
    byte[] classOf = new byte[train.classes() * perClass];
    try (NDManager manager = parent.newSubManager()) {
      NDArray[] embedded = new NDArray[train.classes()];
      for (int digit = 0; digit < embedded.length; digit++) {
        embedded[digit] = clip.embedCaptions(captions.prompts(manager, digit));
        Arrays.fill(classOf, digit * perClass, (digit + 1) * perClass, (byte) digit);
      }
      NDArray all = NDArrays.concat(new NDList(embedded), 0);
      FeatureMatrix prompts =
          new FeatureMatrix(all.toFloatArray(), classOf.length, (int) all.getShape().get(1));
      return ZeroShotClassifier.of(prompts, classOf, train.classes(), parent);
    }
  }

  /**
   * A linear probe whose regularisation is chosen on held-out training examples.
   *
   * @param training what the learner makes of the training examples
   * @param root of the run's randomness
   */
  public static LinearProbe.Selection linearProbe(
      ImageLearner learner,
      ColoredDigits train,
      Representations training,
      Readout.Layer layer,
      RandomAddress root) {
    return LinearProbe.select(
        training.of(layer),
        train.noisyLabels(),
        train.classes(),
        address(root).purpose("linear-probe").purpose(layer.name()),
        learner.network().manager());
  }

  /** Where the draws of readouts come from. */
  static RandomAddress address(RandomAddress root) {
    return root.purpose("readout");
  }
}
