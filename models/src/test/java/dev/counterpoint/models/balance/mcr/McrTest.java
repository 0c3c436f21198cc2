package dev.counterpoint.models.balance.mcr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.ReferenceFusion;
import dev.counterpoint.models.balance.TestFusion;
import dev.counterpoint.models.balance.TestFusion.Head;
import dev.counterpoint.models.balance.TestFusion.Outcome;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.StepPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class McrTest {

  private static final StepPlace PLACE = new StepPlace(4, 10);
  private static final RandomAddress RANDOM = RandomAddress.seed(9);

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private FusionModel model(int modalities) {
    int[] features = new int[modalities];
    Arrays.fill(features, 4);
    return TestFusion.model(manager, Head.LATE_LINEAR, features);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void termsAreThoseOfTheDefinitions(int modalities) {
    FusionModel model = model(modalities);
    Mcr mcr = new Mcr(McrSettings.DEFAULT.withWeights(0.1, 0.6, 0.3, 0.2), RANDOM);
    mcr.addTo(model);
    Outcome outcome = TestFusion.outcome(model, mcr, PLACE);
    ReferenceFusion fusion = new ReferenceFusion(model, Head.LATE_LINEAR);
    double[][] fused = fusion.fused(ReferenceFusion.identity(modalities));
    double alone = 0;
    double information = 0;
    List<double[]> embeddings = new ArrayList<>();
    List<Long> labels = new ArrayList<>();
    for (int m = 0; m < modalities; m++) {
      alone += ReferenceFusion.crossEntropy(fusion.alone(m));
      double own = ReferenceInformation.of(fusion, fused, modalities, m, rows(32, m), Pairs.ALL);
      assertThat((double) outcome.estimates().get(Mcr.informationOf(TestFusion.name(m))))
          .isCloseTo(own, within(1e-6));
      information += own;
      for (double[] row : fusion.features(m)) {
        embeddings.add(ReferenceInformation.normalized(row));
      }
      Arrays.stream(TestFusion.labels()).forEach(labels::add);
    }
    double contrast =
        ReferenceInformation.contrast(
            embeddings.toArray(new double[0][]),
            labels.stream().mapToLong(Long::longValue).toArray(),
            0.5);
    double ceb = reconstruction(fusion, modalities, fused);
    double task = ReferenceFusion.crossEntropy(fused);
    assertThat(outcome.terms().keySet())
        .containsExactly("fused", "alone", "mipd", "contrast", "ceb");
    check(outcome, "fused", task);
    check(outcome, "alone", 0.2 * alone);
    check(outcome, "mipd", -0.1 * information);
    check(outcome, "contrast", 0.6 * contrast);
    check(outcome, "ceb", 0.3 * ceb);
    assertThat(outcome.loss())
        .isCloseTo(
            task + 0.2 * alone - 0.1 * information + 0.6 * contrast + 0.3 * ceb, within(3e-6));
  }

  private static void check(Outcome outcome, String term, double expected) {
    assertThat((double) outcome.terms().get(term)).as(term).isCloseTo(expected, within(2e-6));
  }

  private static double reconstruction(ReferenceFusion fusion, int modalities, double[][] seen) {
    double[] w = fusion.parameters().get("mcr-reconstruction/01Linear_weight"); // (4, C)
    double[] v = fusion.parameters().get("mcr-reconstruction/03Linear_weight"); // (4 M, 4)
    double sum = 0;
    for (int n = 0; n < seen.length; n++) {
      for (int m = 0; m < modalities; m++) {
        for (int f = 0; f < 4; f++) {
          double told = 0;
          for (int h = 0; h < 4; h++) {
            double unit = 0;
            for (int c = 0; c < TestFusion.CLASSES; c++) {
              unit += w[h * TestFusion.CLASSES + c] * seen[n][c];
            }
            told += v[(m * 4 + f) * 4 + h] * Math.max(unit, 0);
          }
          sum += Math.pow(fusion.features(m)[n][f] - told, 2);
        }
      }
    }
    return sum / (seen.length * modalities * 4);
  }

  @Test
  void theBottleneckMayReadProbabilities() {
    FusionModel model = model(2);
    McrSettings settings =
        new McrSettings(
            Game.GREEDY, 0, 1, Reference.OWN, Pairs.ALL, 0, 0.5, 1, Prediction.PROBABILITIES, 0);
    Mcr mcr = new Mcr(settings, RANDOM);
    mcr.addTo(model);
    ReferenceFusion fusion = new ReferenceFusion(model, Head.LATE_LINEAR);
    double[][] fused = fusion.fused(ReferenceFusion.identity(2));
    double[][] probabilities =
        Arrays.stream(fused).map(ReferenceFusion::softmax).toArray(double[][]::new);
    check(TestFusion.outcome(model, mcr, PLACE), "ceb", reconstruction(fusion, 2, probabilities));
  }

  @ParameterizedTest
  @EnumSource
  void pairsAreLeftOut(Pairs pairs) {
    FusionModel model = model(2);
    McrSettings settings = McrSettings.DEFAULT.with(5, Reference.CONSTANT, pairs);
    Outcome outcome = TestFusion.outcome(model, new Mcr(settings, RANDOM), PLACE);
    ReferenceFusion fusion = new ReferenceFusion(model, Head.LATE_LINEAR);
    double[][] fused = fusion.fused(ReferenceFusion.identity(2));
    assertThat((double) outcome.estimates().get("mipd-m1"))
        .isCloseTo(ReferenceInformation.of(fusion, fused, 2, 1, rows(5, 1), pairs), within(1e-6));
  }

  private int[][] rows(int count, int modality) {
    NDArray array = permutations(count).rows(TestFusion.EXAMPLES, PLACE.step(), modality, manager);
    long[] flat = array.toLongArray();
    int[][] rows = new int[count][TestFusion.EXAMPLES];
    for (int i = 0; i < flat.length; i++) {
      rows[i / TestFusion.EXAMPLES][i % TestFusion.EXAMPLES] = (int) flat[i];
    }
    return rows;
  }

  private static Permutations permutations(int count) {
    return new Permutations(RANDOM.purpose("mcr-permutations"), count);
  }

  @Test
  void permutationsFollowFromSeedStepAndModality() {
    long[] rows = permutations(2).rows(50, 3, 1, manager).toLongArray();
    assertThat(permutations(2).rows(50, 3, 1, manager).toLongArray()).isEqualTo(rows);
    Mcr mcr = new Mcr(McrSettings.DEFAULT.with(2, Reference.OWN, Pairs.ALL), RANDOM);
    assertThat(mcr.permutations(50, 3, 1, manager).toLongArray()).isEqualTo(rows);
    assertThat(permutations(2).rows(50, 4, 1, manager).toLongArray()).isNotEqualTo(rows);
    assertThat(permutations(2).rows(50, 3, 0, manager).toLongArray()).isNotEqualTo(rows);
    long[] first = Arrays.copyOf(rows, 50);
    long[] second = Arrays.copyOfRange(rows, 50, 100);
    assertThat(first).isNotEqualTo(second);
    Arrays.sort(first);
    for (int i = 0; i < 50; i++) {
      assertThat(first[i]).isEqualTo(i);
    }
  }

  @Test
  void aWeightOfZeroSwitchesATermOff() {
    Outcome none = outcome(0, 0, 0, 0);
    assertThat(none.terms().keySet()).containsExactly("fused");
    assertThat(none.estimates()).isEmpty();
    assertThat(outcome(1, 0, 0, 0).terms().keySet()).containsExactly("fused", "mipd");
    assertThat(outcome(0, 1, 0, 0).terms().keySet()).containsExactly("fused", "contrast");
    assertThat(outcome(0, 0, 1, 0).terms().keySet()).containsExactly("fused", "ceb");
    assertThat(outcome(0, 0, 0, 1).terms().keySet()).containsExactly("fused", "alone");
    assertThat(none.gradients().keySet()).noneMatch(name -> name.startsWith("mcr"));
  }

  private Outcome outcome(double information, double contrast, double ceb, double unimodal) {
    FusionModel model = model(2);
    Mcr mcr =
        new Mcr(McrSettings.DEFAULT.withWeights(information, contrast, ceb, unimodal), RANDOM);
    mcr.addTo(model);
    return TestFusion.outcome(model, mcr, PLACE);
  }

  @Test
  void featuresOfUnequalWidthAreNotContrasted() {
    FusionModel model = TestFusion.model(manager, Head.LATE_LINEAR, 4, 6);
    assertThatThrownBy(() -> new Mcr(McrSettings.DEFAULT, RANDOM).addTo(model))
        .isInstanceOf(UnequalFeaturesException.class)
        .hasMessageContaining("m0=4", "m1=6")
        .hasMessageContaining("weight of the contrast");
    Mcr without = new Mcr(McrSettings.DEFAULT.withWeights(0.1, 0, 1, 1), RANDOM);
    without.addTo(model);
    assertThat(TestFusion.outcome(model, without, PLACE).terms()).containsKeys("mipd", "ceb");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> McrSettings.DEFAULT.withWeights(-1, 0, 0, 0))
        .withMessageContaining("informationWeight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> McrSettings.DEFAULT.with(0, Reference.OWN, Pairs.ALL))
        .withMessageContaining("permutations");
  }
}
