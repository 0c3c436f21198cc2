package dev.counterpoint.app.captioned.evaluation;

import dev.counterpoint.app.captioned.HeldOut;
import dev.counterpoint.app.captioned.TrainedTowers;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation.Probe;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.LinearClassifier;
import dev.counterpoint.models.probe.LinearProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Linear probes of what the towers make of the training part, on the labels of the data. Where the
 * pictures have no labels, or more than a probe takes, there are none.
 */
final class LabelProbes {

  /** Labels of probes are bytes. */
  private static final int MOST_CLASSES = 127;

  /** Enough for a probe. */
  private static final int MOST_EXAMPLES = 20_000;

  private final TrainedTowers towers;
  private final HeldOut measured;
  private final Map<String, Byte> classOf = new HashMap<>();
  private final int[] labeled;
  private final byte[] labels;
  private final List<Probe> scores = new ArrayList<>();
  private LinearClassifier ofPictures;

  LabelProbes(TrainedTowers towers, HeldOut measured) {
    this.towers = towers;
    this.measured = measured;
    int[] training = Arrays.stream(towers.data().training()).limit(MOST_EXAMPLES).toArray();
    HeldOut fitted =
        IntStream.range(0, measured.size()).allMatch(i -> measured.label(i).isEmpty())
            ? new HeldOut(List.of(), List.of(), List.of(), 0)
            : HeldOut.read(towers.data().pictures(), training, towers.preparation());
    int[] known =
        IntStream.range(0, fitted.size()).filter(i -> fitted.label(i).isPresent()).toArray();
    List<String> names =
        IntStream.of(known)
            .mapToObj(i -> fitted.label(i).orElseThrow())
            .distinct()
            .sorted()
            .toList();
    boolean usable = names.size() >= 2 && names.size() <= MOST_CLASSES;
    for (String name : usable ? names : List.<String>of()) {
      classOf.put(name, (byte) classOf.size());
    }
    this.labeled =
        IntStream.range(0, measured.size())
            .filter(i -> measured.label(i).filter(classOf::containsKey).isPresent())
            .toArray();
    this.labels = labels(measured, labeled);
    if (usable && labeled.length > 0) {
      fit(fitted, known);
    }
  }

  private byte[] labels(HeldOut of, int[] which) {
    byte[] result = new byte[which.length];
    for (int i = 0; i < which.length; i++) {
      result[i] = classOf.get(of.label(which[i]).orElseThrow());
    }
    return result;
  }

  private void fit(HeldOut fitted, int[] known) {
    byte[] target = labels(fitted, known);
    RandomAddress address =
        RandomAddress.seed(towers.seed()).purpose("readout").purpose("linear-probe");
    if (towers.recipe().hasPictures()) {
      FeatureMatrix features = towers.pictureFeatures(HeldOut.select(fitted.pictures(), known));
      ofPictures = classifier(features, target, address.purpose("pictures"));
      scores.add(score("pictures", known.length, accuracyOn(measured.pictures())));
    }
    if (towers.recipe().hasText()) {
      FeatureMatrix features = towers.captionFeatures(firstCaptions(fitted, known));
      LinearClassifier classifier = classifier(features, target, address.purpose("captions"));
      int[] predicted =
          classifier.predict(towers.captionFeatures(firstCaptions(measured, labeled)));
      scores.add(score("captions", known.length, accuracy(predicted)));
    }
  }

  private LinearClassifier classifier(
      FeatureMatrix features, byte[] target, RandomAddress address) {
    return LinearProbe.select(
            features, target, classOf.size(), address, towers.learner().network().manager())
        .classifier();
  }

  private Probe score(String of, int examples, double accuracy) {
    int[] counts = new int[classOf.size()];
    for (byte label : labels) {
      counts[label]++;
    }
    double majority = Arrays.stream(counts).max().orElseThrow() / (double) labels.length;
    return new Probe(of, classOf.size(), examples, accuracy, majority);
  }

  /** What was measured; empty without labels. */
  List<Probe> scores() {
    return List.copyOf(scores);
  }

  /**
   * Accuracy on the first of the measured pictures as they are given here, changed or not; null
   * where there is no probe of pictures.
   */
  Double accuracyOn(List<byte[]> pictures) {
    if (ofPictures == null) {
      return null;
    }
    int[] within = IntStream.of(labeled).filter(i -> i < pictures.size()).toArray();
    return within.length == 0
        ? null
        : accuracy(ofPictures.predict(towers.pictureFeatures(HeldOut.select(pictures, within))));
  }

  private double accuracy(int[] predicted) {
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      right += predicted[i] == labels[i] ? 1 : 0;
    }
    return right / (double) predicted.length;
  }

  private static List<String> firstCaptions(HeldOut of, int[] which) {
    return IntStream.of(which).mapToObj(i -> of.descriptions().get(i).captions().get(0)).toList();
  }
}
