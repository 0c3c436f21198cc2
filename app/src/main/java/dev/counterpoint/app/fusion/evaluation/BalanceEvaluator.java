package dev.counterpoint.app.fusion.evaluation;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Interaction;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Kind;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.ModalityBalance;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Point;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Subset;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.contribution.Coalitions;
import dev.counterpoint.models.contribution.EncoderProbe;
import dev.counterpoint.models.contribution.FeatureSpread;
import dev.counterpoint.models.contribution.FusionScores;
import dev.counterpoint.models.contribution.LabeledFeatures;
import dev.counterpoint.models.contribution.SubsetScores;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.prediction.Calibration;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.Confusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Measures a trained fusion. Each modality is encoded once for each part, and once more for each
 * level of noise on its input; all else is computed from features.
 */
public final class BalanceEvaluator {

  private final FusionLearner learner;
  private final FusionModel model;
  private final MultimodalData data;
  private final BalanceSettings settings;
  private final NDManager manager;
  private final PartEncoder encoder;
  private final FusionScores scores;

  /**
   * Nothing is computed yet.
   *
   * @param learner trained; its model may have fewer modalities than the data
   * @param data its parts, with the model's modalities by name
   * @param settings what is measured, and how
   * @param manager where it computes; nothing is left there
   */
  public BalanceEvaluator(
      FusionLearner learner, MultimodalData data, BalanceSettings settings, NDManager manager) {
    this.learner = learner;
    this.model = learner.model();
    this.data = data;
    this.settings = settings;
    this.manager = manager;
    this.encoder = new PartEncoder(model, settings.chunk(), manager);
    this.scores = new FusionScores(model, learner.balancer(), settings.chunk(), manager);
  }

  /**
   * What was measured, and what was predicted for it.
   *
   * @param evaluation for {@link BalanceEvaluation#NAME}
   * @param predictions for {@link Predictions#NAME}
   */
  public record Result(BalanceEvaluation evaluation, Predictions predictions) {}

  /**
   * Measures.
   *
   * @param subject what is measured, for the file
   * @param kinds of the test examples, or {@link ExampleKinds#none}
   * @throws IllegalArgumentException if a part has no example, or there is not one kind for each
   *     test example
   * @throws dev.counterpoint.models.probe.NonFiniteFeaturesException if the model has diverged
   * @throws dev.counterpoint.models.prediction.NonFiniteScoresException likewise
   */
  public Result evaluate(Subject subject, ExampleKinds kinds) {
    long start = System.nanoTime();
    requireKinds(kinds);
    LabeledFeatures train = encoder.encode(trainingExamples());
    LabeledFeatures validation = encoder.encode(data.validation());
    LabeledFeatures test = encoder.encode(data.test());
    List<FeatureSpread> spread = train.modalities().stream().map(FeatureSpread::of).toList();
    SubsetScores subsets =
        new SubsetScores(scores, test, spread, settings.absence(), settings.address());
    Logits whole = subsets.whole();
    Logits onValidation = scores.of(validation);
    Coalitions accuracies = subsets.accuracies();
    double[] shapley = accuracies.shapley();
    List<ModalityBalance> modalities = new ArrayList<>();
    for (int m = 0; m < shapley.length; m++) {
      modalities.add(
          new ModalityBalance(
              model.modalities().get(m),
              test.of(m).columns(),
              accuracies.alone(m),
              accuracies.without(m),
              shapley[m],
              subsets.dependence(m, settings.permutations()),
              EncoderProbe.of(m, train, validation, test, model.classes(), manager).orElse(null),
              subject.ownClassifiers()
                  ? scores.ofClassifier(m, test).accuracy(test.labels())
                  : null,
              permuted(m, subsets, accuracies.all()),
              latentNoise(m, subsets, accuracies.all()),
              inputNoise(m, test, accuracies.all())));
    }
    int[] labels = data.test().labels();
    BalanceEvaluation evaluation =
        new BalanceEvaluation(
            BalanceEvaluation.UNITS,
            subject.method(),
            subject.seed(),
            subject.step(),
            data.name(),
            data.classes(),
            train.size(),
            validation.size(),
            test.size(),
            accuracies.all(),
            onValidation.accuracy(validation.labels()),
            majority(),
            settings.absence(),
            modalities,
            subsets(accuracies),
            interactions(accuracies),
            Calibration.of(whole, labels, settings.bins()),
            rows(Confusion.of(labels, whole.predict(), model.classes())),
            kinds(kinds, whole.predict()),
            (System.nanoTime() - start) / 1e9);
    return new Result(
        evaluation,
        new Predictions(data.classes(), onValidation, validation.labels(), whole, test.labels()));
  }

  private void requireKinds(ExampleKinds kinds) {
    if (!kinds.names().isEmpty() && kinds.of().length != data.test().size()) {
      throw new IllegalArgumentException(
          "%d kinds for %d test examples: expected one each"
              .formatted(kinds.of().length, data.test().size()));
    }
  }

  /** All, or as many as the settings allow, drawn, for their order may go by class. */
  private MultimodalPart trainingExamples() {
    int size = data.train().size();
    if (size <= settings.mostTraining()) {
      return data.train();
    }
    int[] drawn = settings.address().purpose("training-examples").permutation(size);
    int[] rows = Arrays.copyOf(drawn, settings.mostTraining());
    Arrays.sort(rows);
    return data.train().rows(rows);
  }

  private double majority() {
    int[] counts = new int[model.classes()];
    for (int label : data.train().labels()) {
      counts[label]++;
    }
    int most = 0;
    for (int k = 1; k < counts.length; k++) {
      most = counts[k] > counts[most] ? k : most;
    }
    int answer = most;
    return Arrays.stream(data.test().labels()).filter(label -> label == answer).count()
        / (double) data.test().size();
  }

  private static List<Point> curve(
      List<Double> strengths, double untouched, DoubleUnaryOperator accuracy) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, untouched));
    for (double strength : strengths) {
      points.add(new Point(strength, accuracy.applyAsDouble(strength)));
    }
    return points;
  }

  private List<Point> permuted(int modality, SubsetScores subsets, double untouched) {
    return curve(
        settings.permutedShares(), untouched, share -> subsets.accuracyPermuted(modality, share));
  }

  private List<Point> latentNoise(int modality, SubsetScores subsets, double untouched) {
    return curve(
        settings.latentNoise(), untouched, level -> subsets.accuracyNoisy(modality, level));
  }

  private List<Point> inputNoise(int modality, LabeledFeatures test, double untouched) {
    InputNoise noise =
        InputNoise.of(
                data.train().array(model.modalities().get(modality)),
                settings.address().purpose("input-noise").at(modality))
            .orElse(null);
    if (noise == null || settings.inputNoise().isEmpty()) {
      return null;
    }
    return curve(
        settings.inputNoise(),
        untouched,
        level ->
            scores
                .of(test.with(modality, encoder.encode(data.test(), modality, noise.at(level))))
                .accuracy(test.labels()));
  }

  private List<Subset> subsets(Coalitions accuracies) {
    return IntStream.range(0, 1 << accuracies.modalities())
        .mapToObj(subset -> new Subset(names(subset), accuracies.value(subset)))
        .toList();
  }

  private List<String> names(int subset) {
    return IntStream.range(0, model.modalities().size())
        .filter(m -> (subset & 1 << m) != 0)
        .mapToObj(m -> model.modalities().get(m))
        .toList();
  }

  private List<Interaction> interactions(Coalitions accuracies) {
    List<Interaction> interactions = new ArrayList<>();
    List<String> names = model.modalities();
    for (int one = 0; one < names.size(); one++) {
      for (int other = one + 1; other < names.size(); other++) {
        interactions.add(
            new Interaction(names.get(one), names.get(other), accuracies.interaction(one, other)));
      }
    }
    return interactions;
  }

  private static List<List<Integer>> rows(Confusion confusion) {
    return Arrays.stream(confusion.counts())
        .map(row -> Arrays.stream(row).boxed().toList())
        .toList();
  }

  private List<Kind> kinds(ExampleKinds kinds, int[] predicted) {
    int[] labels = data.test().labels();
    List<Kind> result = new ArrayList<>();
    for (int kind = 0; kind < kinds.names().size(); kind++) {
      int own = kind;
      int[] rows = IntStream.range(0, labels.length).filter(i -> kinds.of()[i] == own).toArray();
      long right = Arrays.stream(rows).filter(i -> predicted[i] == labels[i]).count();
      Double accuracy = rows.length == 0 ? null : Double.valueOf(right / (double) rows.length);
      result.add(new Kind(kinds.names().get(kind), rows.length, accuracy));
    }
    return result;
  }
}
