package dev.counterpoint.app.evaluation;

import dev.counterpoint.app.data.DigitCaptions;
import dev.counterpoint.app.evaluation.Readout.Layer;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.learner.SupervisedLearner;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.LinearProbe;
import dev.counterpoint.models.probe.NearestNeighbors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits the readouts of a trained learner; whatever is fitted sees training data only. */
final class Readouts {

  static final String ZERO_SHOT = "zero-shot";
  static final String LINEAR_PROBE = "linear probe";
  static final String NEIGHBORS = "kNN";
  static final String HEAD = "supervised head";

  private static final int NEIGHBOR_BANK = 10_000;

  private final ImageLearner learner;
  private final ColoredDigits train;
  private final Optional<DigitCaptions> captions;
  private final Representations training;
  private final RandomAddress root;

  Readouts(
      ImageLearner learner,
      ColoredDigits train,
      Optional<DigitCaptions> captions,
      Representations training,
      RandomAddress root) {
    this.learner = learner;
    this.train = train;
    this.captions = captions;
    this.training = training;
    this.root = root;
  }

  /** All that fit the learner; the one that the method is used with comes first. */
  List<Readout> fit() {
    List<Readout> readouts = new ArrayList<>();
    if (learner instanceof SupervisedLearner) {
      readouts.add(new Readout(HEAD, Layer.LOGITS, Readouts::largest, Map.of()));
      return readouts;
    }
    if (learner instanceof ClipLearner clip) {
      readouts.add(zeroShot(clip, captions.orElseThrow()));
    }
    readouts.add(linearProbe(Layer.FEATURE));
    readouts.add(linearProbe(Layer.EMBEDDING));
    readouts.add(neighbors());
    return readouts;
  }

  private Readout zeroShot(ClipLearner clip, DigitCaptions form) {
    return new Readout(
        ZERO_SHOT,
        Layer.EMBEDDING,
        ReadoutFits.zeroShot(clip, train, form)::predict,
        Map.of("promptsPerClass", form.promptsPerClass()));
  }

  private Readout linearProbe(Layer layer) {
    LinearProbe.Selection selection =
        ReadoutFits.linearProbe(learner, train, training, layer, root);
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
            ReadoutFits.address(root).purpose("neighbors"),
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
