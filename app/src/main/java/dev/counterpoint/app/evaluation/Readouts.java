package dev.counterpoint.app.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.evaluation.Readout.Layer;
import dev.counterpoint.datasets.caption.ColoredDigitCaptions;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.SupervisedLearner;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.LinearProbe;
import dev.counterpoint.models.probe.NearestNeighbors;
import dev.counterpoint.models.probe.ZeroShotClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fits the readouts of a trained learner; whatever is fitted sees training data only. */
final class Readouts {

  static final String ZERO_SHOT = "zero-shot";
  static final String LINEAR_PROBE = "linear probe";
  static final String NEIGHBORS = "kNN";
  static final String HEAD = "supervised head";

  private static final int NEIGHBOR_BANK = 10_000;

  private final Learner learner;
  private final ColoredDigits train;
  private final Representations training;
  private final RandomAddress address;

  Readouts(Learner learner, ColoredDigits train, Representations training, RandomAddress address) {
    this.learner = learner;
    this.train = train;
    this.training = training;
    this.address = address.purpose("readout");
  }

  /** All that fit the learner; the one that the method is used with comes first. */
  List<Readout> fit() {
    List<Readout> readouts = new ArrayList<>();
    if (learner instanceof SupervisedLearner) {
      readouts.add(new Readout(HEAD, Layer.LOGITS, Readouts::largest, Map.of()));
      return readouts;
    }
    if (learner instanceof ClipLearner clip) {
      readouts.add(zeroShot(clip));
    }
    readouts.add(linearProbe(Layer.FEATURE));
    readouts.add(linearProbe(Layer.EMBEDDING));
    readouts.add(neighbors());
    return readouts;
  }

  private Readout zeroShot(ClipLearner clip) {
    ColoredDigitCaptions captions = new ColoredDigitCaptions(train.palette(), train.classes());
    NDManager parent = learner.network().manager();
    int perClass = train.palette().size();
    byte[] classOf = new byte[train.classes() * perClass];
    try (NDManager manager = parent.newSubManager()) {
      NDArray[] embedded = new NDArray[train.classes()];
      for (int digit = 0; digit < embedded.length; digit++) {
        NDArray prompts =
            manager.create(captions.prompts(digit), new Shape(perClass, captions.width()));
        embedded[digit] = clip.embedCaptions(prompts);
        Arrays.fill(classOf, digit * perClass, (digit + 1) * perClass, (byte) digit);
      }
      NDArray all = NDArrays.concat(new NDList(embedded), 0);
      FeatureMatrix prompts =
          new FeatureMatrix(all.toFloatArray(), classOf.length, (int) all.getShape().get(1));
      ZeroShotClassifier classifier =
          ZeroShotClassifier.of(prompts, classOf, train.classes(), parent);
      return new Readout(
          ZERO_SHOT, Layer.EMBEDDING, classifier::predict, Map.of("promptsPerClass", perClass));
    }
  }

  private Readout linearProbe(Layer layer) {
    LinearProbe.Selection selection =
        LinearProbe.select(
            training.of(layer),
            train.noisyLabels(),
            train.classes(),
            address.purpose("linear-probe").purpose(layer.name()),
            learner.network().manager());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("C", selection.c());
    facts.put("converged", selection.classifier().fit().converged());
    facts.put("iterations", selection.classifier().fit().iterations());
    facts.put("heldOutTrainingExamples", selection.heldOut());
    return new Readout(LINEAR_PROBE, layer, selection.classifier()::predict, facts);
  }

  private Readout neighbors() {
    NearestNeighbors neighbors =
        NearestNeighbors.fit(
            training.features(),
            train.noisyLabels(),
            train.classes(),
            NearestNeighbors.DEFAULT_K,
            NEIGHBOR_BANK,
            address.purpose("neighbors"),
            learner.network().manager());
    return new Readout(
        NEIGHBORS,
        Layer.FEATURE,
        neighbors::predict,
        Map.of("k", NearestNeighbors.DEFAULT_K, "bank", Math.min(NEIGHBOR_BANK, train.size())));
  }

  private static int[] largest(FeatureMatrix scores) {
    int[] best = new int[scores.rows()];
    for (int row = 0; row < best.length; row++) {
      for (int column = 1; column < scores.columns(); column++) {
        if (scores.at(row, column) > scores.at(row, best[row])) {
          best[row] = column;
        }
      }
    }
    return best;
  }
}
