package dev.counterpoint.models.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionModel.Tower;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two modalities of two features and two classes; scores are the sum of weighted features. */
class SubsetScoresTest {

  private static final int EXAMPLES = 200;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private FusionModel model(float ofOne, float ofOther) {
    Network network = new Network(manager, RandomAddress.seed(1));
    List<Tower> towers =
        List.of(
            new Tower("one", Linear.builder().setUnits(2).build(), new Shape(1, 2)),
            new Tower("other", Linear.builder().setUnits(2).build(), new Shape(1, 2)));
    FusionModel model = new FusionModel(network, towers, new LateLinearHead(2), 2);
    set(model, model.projection(0), new float[] {ofOne, 0, 0, ofOne});
    set(model, model.projection(1), new float[] {ofOther, 0, 0, ofOther});
    set(model, model.classifier(1), new float[] {0, 1, 1, 0});
    return model;
  }

  private static void set(FusionModel model, String block, float[] weight) {
    model.network().block(block).getParameters().get("weight").getArray().set(weight);
  }

  /** Features are the one-hot label, wrong for every n-th example of the second modality. */
  private static LabeledFeatures features(int wrongEvery) {
    float[] right = new float[2 * EXAMPLES];
    float[] other = new float[2 * EXAMPLES];
    int[] labels = new int[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = i / (EXAMPLES / 2);
      right[2 * i + labels[i]] = 1;
      other[2 * i + (i % wrongEvery == 0 ? 1 - labels[i] : labels[i])] = 1;
    }
    return new LabeledFeatures(
        List.of(new FeatureMatrix(right, EXAMPLES, 2), new FeatureMatrix(other, EXAMPLES, 2)),
        labels);
  }

  private SubsetScores scores(FusionModel model, LabeledFeatures features, Absence absence) {
    return new SubsetScores(
        new FusionScores(model, new JointTraining(), 64, manager),
        features,
        features.modalities().stream().map(FeatureSpread::of).toList(),
        absence,
        RandomAddress.seed(4));
  }

  @ParameterizedTest
  @EnumSource(
      value = Absence.class,
      names = {"ZERO", "MEAN"})
  void twoThatAreTheSameHaveEqualShares(Absence absence) {
    Coalitions same =
        scores(model(1, 1), features(EXAMPLES + 1).with(1, features(EXAMPLES + 1).of(0)), absence)
            .accuracies();
    assertThat(same.all()).isEqualTo(1);
    assertThat(same.none()).isEqualTo(0.5);
    assertThat(same.shapley()).containsExactly(0.25, 0.25);
  }

  @ParameterizedTest
  @EnumSource(Absence.class)
  void oneThatIsIgnoredCountsForNothing(Absence absence) {
    SubsetScores scores = scores(model(1, 0), features(10), absence);
    Coalitions accuracies = scores.accuracies();
    assertThat(accuracies.all()).isEqualTo(1);
    assertThat(accuracies.without(1)).isEqualTo(1);
    assertThat(accuracies.without(0)).isCloseTo(0.5, within(0.15));
    assertThat(accuracies.shapley()[1]).isZero();
    assertThat(scores.dependence(1, 3)).isZero();
    assertThat(scores.accuracyPermuted(1, 1)).isEqualTo(1);
    assertThat(scores.accuracyNoisy(1, 10)).isEqualTo(1);
  }

  @Test
  void oneThatCarriesTheLabelIsMissed() {
    SubsetScores scores = scores(model(1, 0.2f), features(10), Absence.MEAN);
    assertThat(scores.accuracies().alone(1)).isEqualTo(0.9);
    assertThat(scores.accuracyPermuted(0, 0)).isEqualTo(1);
    assertThat(scores.accuracyPermuted(0, 0.5)).isCloseTo(0.75, within(0.1));
    assertThat(scores.accuracyPermuted(0, 1)).isCloseTo(0.5, within(0.1));
    assertThat(scores.accuracyNoisy(0, 5)).isLessThan(scores.accuracyNoisy(0, 0.5));
    assertThat(scores.dependence(0, 3)).isGreaterThan(scores.dependence(1, 3)).isLessThan(0.7);
  }

  @Test
  void aModalitysOwnClassifierIsScored() {
    LabeledFeatures features = features(10);
    double accuracy =
        new FusionScores(model(1, 1), new JointTraining(), 7, manager)
            .ofClassifier(1, features)
            .accuracy(features.labels());
    // Its weights exchange the classes.
    assertThat(accuracy).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void probesReadWhatIsThere() {
    LabeledFeatures features = features(10);
    EncoderProbe one = EncoderProbe.of(0, features, features, features, 2, manager).orElseThrow();
    EncoderProbe other = EncoderProbe.of(1, features, features, features, 2, manager).orElseThrow();
    assertThat(one.accuracy()).isEqualTo(1);
    assertThat(other.accuracy()).isEqualTo(0.9);
    assertThat(other.validationAccuracy()).isEqualTo(0.9);
    assertThat(new CompetitionGap(other.accuracy(), one.accuracy()).gap())
        .isCloseTo(0.1, within(1e-12));
    assertThat(EncoderProbe.of(0, features, features, features, 128, manager)).isEmpty();
  }
}
