package dev.counterpoint.app.fusion.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Kind;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.ModalityBalance;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Point;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.Subset;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.contribution.Absence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalanceEvaluatorTest {

  private static final int TEST = 600;
  private static final double CHANCE = 1.0 / ToyFusion.CLASSES;
  private static final Offset<Double> ABOUT = within(0.12);
  private static final Subject JOINT = new Subject("joint", 5, 200, false);
  private static final BalanceSettings SETTINGS = BalanceSettings.standard(5);

  private static NDManager manager;
  private static MultimodalData data;
  private static FusionLearner learner;
  private static BalanceEvaluator.Result result;

  @BeforeAll
  static void train() {
    manager = NDManager.newBaseManager();
    data = ToyFusion.data(900, TEST);
    learner = ToyFusion.trained(manager, data, 8, "signal", "noise");
    result = evaluate(SETTINGS);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  private static BalanceEvaluator.Result evaluate(BalanceSettings settings) {
    return new BalanceEvaluator(learner, data, settings, manager)
        .evaluate(JOINT, ExampleKinds.none());
  }

  @Test
  void theModalityWithTheLabelIsWorthAllAndTheOtherNothing() {
    BalanceEvaluation evaluation = result.evaluation();
    assertThat(evaluation.accuracy()).isGreaterThan(0.97);
    assertThat(evaluation.validationAccuracy()).isGreaterThan(0.97);
    assertThat(evaluation.majority()).isCloseTo(CHANCE, ABOUT);
    ModalityBalance signal = evaluation.modality("signal");
    ModalityBalance noise = evaluation.modality("noise");
    assertThat(signal.alone()).isGreaterThan(0.97);
    assertThat(signal.without()).isEqualTo(noise.alone()).isCloseTo(CHANCE, ABOUT);
    assertThat(noise.without()).isEqualTo(signal.alone());
    assertThat(signal.shapley()).isGreaterThan(0.5);
    assertThat(noise.shapley()).isCloseTo(0, ABOUT);
    assertThat(signal.mipd()).isGreaterThan(0.2);
    assertThat(noise.mipd()).isLessThan(0.05);
    assertThat(signal.probe().accuracy()).isGreaterThan(0.97);
    assertThat(noise.probe().accuracy()).isCloseTo(CHANCE, ABOUT);
    assertThat(evaluation.calibration().expectedError()).isLessThan(0.1);
    assertThat(evaluation.calibration().negativeLogLikelihood()).isLessThan(0.2);
  }

  @ParameterizedTest
  @EnumSource(Absence.class)
  void sharesSumToWhatAllAddToNone(Absence absence) {
    BalanceEvaluation evaluation =
        evaluate(SETTINGS.withAbsence(absence).withInputNoise(List.of())).evaluation();
    double sum = evaluation.modalities().stream().mapToDouble(ModalityBalance::shapley).sum();
    Subset none = evaluation.subsets().get(0);
    assertThat(none.modalities()).isEmpty();
    assertThat(sum).isCloseTo(evaluation.accuracy() - none.accuracy(), within(1e-6));
    assertThat(evaluation.subsets()).hasSize(4);
    assertThat(evaluation.subsets().get(3))
        .isEqualTo(new Subset(List.of("signal", "noise"), evaluation.accuracy()));
    assertThat(evaluation.modality("signal").alone()).isGreaterThan(0.9);
    assertThat(evaluation.modality("signal").inputNoise()).isNull();
  }

  @Test
  void curvesBeginAtThePredictionAndFallWhereTheLabelIs() {
    ModalityBalance signal = result.evaluation().modality("signal");
    ModalityBalance noise = result.evaluation().modality("noise");
    for (List<Point> curve :
        List.of(signal.permuted(), signal.latentNoise(), signal.inputNoise())) {
      assertThat(curve.get(0)).isEqualTo(new Point(0, result.evaluation().accuracy()));
      assertThat(curve.get(curve.size() - 1).accuracy()).isLessThan(curve.get(0).accuracy() - 0.1);
    }
    assertThat(signal.permuted().get(2).accuracy())
        .isCloseTo((result.evaluation().accuracy() + CHANCE) / 2, ABOUT);
    for (List<Point> curve : List.of(noise.permuted(), noise.inputNoise())) {
      assertThat(curve).allMatch(point -> point.accuracy() > 0.9);
    }
  }

  @Test
  void theFileIsReadBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(BalanceEvaluation.NAME);
    result.evaluation().write(file);
    assertThat(BalanceEvaluation.read(file)).isEqualTo(result.evaluation());
    assertThat(Files.readString(file))
        .contains("\"units\"", "nats")
        .doesNotContain("NaN", "ownClassifier");
    Files.writeString(file, "{\"units\": 3, \"unknown\": []}");
    assertThatThrownBy(() -> BalanceEvaluation.read(file)).isInstanceOf(FileNotReadException.class);
  }

  @Test
  void theSameNumbersComeInAnyChunksAndNothingIsLeft() {
    int before = manager.getManagedArrays().size();
    BalanceSettings small =
        new BalanceSettings(
            SETTINGS.absence(),
            SETTINGS.latentNoise(),
            SETTINGS.inputNoise(),
            SETTINGS.permutedShares(),
            SETTINGS.permutations(),
            SETTINGS.bins(),
            7,
            SETTINGS.mostTraining(),
            SETTINGS.address());
    BalanceEvaluation other = evaluate(small).evaluation();
    assertThat(other.subsets()).isEqualTo(result.evaluation().subsets());
    assertThat(other.modality("signal").inputNoise())
        .isEqualTo(result.evaluation().modality("signal").inputNoise());
    assertThat(other.modality("signal").mipd())
        .isCloseTo(result.evaluation().modality("signal").mipd(), within(1e-6));
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  @Test
  void confusionAndKindsCountWhatWasPredicted() {
    int[] kinds = new int[TEST];
    Arrays.setAll(kinds, i -> i % 4 == 0 ? 1 : 0);
    BalanceEvaluation evaluation =
        new BalanceEvaluator(learner, data, SETTINGS.withInputNoise(List.of()), manager)
            .evaluate(
                new Subject("joint", 5, 200, true),
                new ExampleKinds(List.of("shared", "unique", "none"), kinds))
            .evaluation();
    int right = 0;
    for (int k = 0; k < ToyFusion.CLASSES; k++) {
      right += evaluation.confusion().get(k).get(k);
    }
    assertThat(right / (double) TEST).isEqualTo(evaluation.accuracy());
    assertThat(evaluation.kinds()).extracting(Kind::examples).containsExactly(450, 150, 0);
    Kind shared = evaluation.kinds().get(0);
    Kind unique = evaluation.kinds().get(1);
    assertThat((450 * shared.accuracy() + 150 * unique.accuracy()) / TEST)
        .isCloseTo(evaluation.accuracy(), within(1e-12));
    assertThat(evaluation.kinds().get(2).accuracy()).isNull();
    assertThat(evaluation.modality("signal").ownClassifier()).isBetween(0.0, 1.0);
    assertThatThrownBy(
            () ->
                new BalanceEvaluator(learner, data, SETTINGS, manager)
                    .evaluate(JOINT, new ExampleKinds(List.of("a"), new int[3])))
        .hasMessageContaining("3 kinds for 600 test examples");
  }

  @Test
  void oneModalityOfTheDataIsEnoughForAModel() {
    FusionLearner alone = ToyFusion.trained(manager, data, 8, "signal");
    BalanceEvaluation evaluation =
        new BalanceEvaluator(alone, data, SETTINGS, manager)
            .evaluate(new Subject("unimodal", 5, 200, false), ExampleKinds.none())
            .evaluation();
    ModalityBalance signal = evaluation.modality("signal");
    assertThat(signal.alone()).isEqualTo(evaluation.accuracy());
    assertThat(evaluation.interactions()).isEmpty();
    assertThat(result.evaluation().competitionGap("signal", evaluation).gap())
        .isCloseTo(0, within(0.03));
    assertThatThrownBy(() -> result.evaluation().competitionGap("noise", evaluation))
        .hasMessageContaining("no modality 'noise', only [signal]");
  }

  @Test
  void levelsOfNoiseAreAboveZero() {
    assertThatThrownBy(() -> SETTINGS.withInputNoise(List.of(0.5, 0.0)))
        .hasMessageContaining("levels of input noise");
  }
}
