package dev.counterpoint.app.interactions.sets;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.MlpClassifier;
import dev.counterpoint.models.probe.MlpProbe;
import java.util.List;

/**
 * Classifiers of a data set: of each modality alone, trained apart, and of both: a joint one of the
 * features side by side, and a late one, the mean of the probabilities of the two.
 *
 * @param first scores of the test examples from the first modality
 * @param second from the second
 * @param joint from both, trained together
 * @param late from both, trained apart
 * @param jointChosen whether the joint one is better on validation examples; it is of those that
 *     are equal
 */
record SetClassifiers(Logits first, Logits second, Logits joint, Logits late, boolean jointChosen) {

  /** Trains all. */
  static SetClassifiers train(
      SetExamples examples, MlpProbe probe, RandomAddress address, NDManager manager) {
    Fit fit = new Fit(examples, probe, manager);
    SetExamples.Part train = examples.train();
    SetExamples.Part held = examples.validation();
    SetExamples.Part test = examples.test();
    MlpClassifier first = fit.of(train.first(), held.first(), address.purpose("first"));
    MlpClassifier second = fit.of(train.second(), held.second(), address.purpose("second"));
    FeatureMatrix bothHeld = held.first().beside(held.second());
    MlpClassifier joint =
        fit.of(train.first().beside(train.second()), bothHeld, address.purpose("joint"));
    Logits ofFirst = first.scores(test.first());
    Logits ofSecond = second.scores(test.second());
    Logits late = Logits.mixture(List.of(first.scores(held.first()), second.scores(held.second())));
    return new SetClassifiers(
        ofFirst,
        ofSecond,
        joint.scores(test.first().beside(test.second())),
        Logits.mixture(List.of(ofFirst, ofSecond)),
        joint.scores(bothHeld).accuracy(held.labels()) >= late.accuracy(held.labels()));
  }

  /** The better of both fusions by validation examples. */
  Logits fusion() {
    return jointChosen ? joint : late;
  }

  private record Fit(SetExamples examples, MlpProbe probe, NDManager manager) {
    MlpClassifier of(FeatureMatrix train, FeatureMatrix held, RandomAddress address) {
      return probe.fit(
          train,
          examples.train().labels(),
          held,
          examples.validation().labels(),
          examples.classes(),
          address,
          manager);
    }
  }
}
