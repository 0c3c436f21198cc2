package dev.counterpoint.models.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PairObjectivesTest {

  private static final int N = 6;
  private static final int D = 4;
  private static final long[] GROUPS = {7, 3, 7, 1, 3, 7};
  private static final double SCALE = 2.5;
  private static final double BIAS = -1.3;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<PairObjective> all() {
    List<PairObjective> all = new ArrayList<>();
    for (Repeats repeats : Repeats.values()) {
      all.add(new InfoNce(repeats));
      all.add(new SigLip(repeats));
      all.add(new NtXent(repeats));
    }
    all.add(new SupervisedContrast());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theLossIsThatOfTheDefinition(PairObjective objective) {
    for (long seed = 1; seed <= 5; seed++) {
      float loss = loss(objective, rows(seed), rows(seed + 50), GROUPS);
      double expected =
          ReferenceLosses.of(objective, values(seed), values(seed + 50), GROUPS, SCALE, BIAS);
      assertThat((double) loss).as("seed %d", seed).isEqualTo(expected, within(3e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(Repeats.class)
  void withoutRepeatsAllTreatmentsAreThePlainLoss(Repeats repeats) {
    long[] different = {5, 4, 3, 2, 1, 0};
    assertThat(loss(new InfoNce(repeats), rows(1), rows(2), different))
        .isEqualTo(loss(new InfoNce(Repeats.KEEP), rows(1), rows(2), different), within(1e-6f));
    assertThat(loss(new NtXent(repeats), rows(1), rows(2), different))
        .isEqualTo(loss(new NtXent(Repeats.KEEP), rows(1), rows(2), different), within(1e-6f));
    assertThat(loss(new SigLip(repeats), rows(1), rows(2), different))
        .isEqualTo(loss(new SigLip(Repeats.KEEP), rows(1), rows(2), different), within(1e-5f));
  }

  /**
   * Two meanings, three examples each, told apart perfectly: what is left is what nobody can tell.
   */
  @Test
  void thePlainLossOfAPerfectModelIsTheLogarithmOfTheRepeats() {
    NDArray perfect =
        manager.create(new float[] {1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1}, new Shape(6, 2));
    NDArray groups = manager.create(new long[] {0, 0, 0, 1, 1, 1});
    NDArray sharp = manager.create(new float[] {100});
    float floor = (float) Math.log(3);
    assertThat(new InfoNce(Repeats.KEEP).loss(perfect, perfect, groups, sharp, null).getFloat())
        .isEqualTo(floor, within(1e-5f));
    assertThat(new InfoNce(Repeats.SHARE).loss(perfect, perfect, groups, sharp, null).getFloat())
        .isEqualTo(floor, within(1e-5f));
    assertThat(new InfoNce(Repeats.MASK).loss(perfect, perfect, groups, sharp, null).getFloat())
        .isEqualTo(0, within(1e-5f));
  }

  @Test
  void sharingOverEqualCaptionsIsThePlainLossWithItsGradient() {
    NDArray captions = rows(2);
    NDArray repeated = captions.get(manager.create(new long[] {0, 1, 0, 3, 1, 0}));
    NDArray groups = manager.create(GROUPS);
    UnaryOperator<NDArray> plain = a -> loss(new InfoNce(Repeats.KEEP), a, repeated, groups);
    UnaryOperator<NDArray> shared = a -> loss(new InfoNce(Repeats.SHARE), a, repeated, groups);
    assertThat(plain.apply(rows(1)).getFloat())
        .isEqualTo(shared.apply(rows(1)).getFloat(), within(1e-6f));
    float[] expected = gradient(rows(1), plain).toFloatArray();
    assertThat(gradient(rows(1), shared).toFloatArray()).containsExactly(expected, within(1e-6f));
  }

  @Test
  void sigLipOfEqualEmbeddingsByHand() {
    // Each of N rows: one pair that belongs together, N - 1 that do not, all with the same logit.
    NDArray equal = manager.ones(new Shape(N, D)).normalize(2, 1);
    NDArray loss =
        new SigLip(Repeats.KEEP)
            .loss(
                equal,
                equal,
                null,
                manager.create(new float[] {10}),
                manager.create(new float[] {-10}));
    assertThat(loss.getFloat()).isEqualTo((float) (N * Math.log(2)), within(1e-5f));
  }

  @Test
  void withOneLabelThereIsNothingToTellApart() {
    assertThat(loss(new SupervisedContrast(), rows(1), rows(2), new long[N])).isZero();
  }

  @Test
  void withoutAPositivePairTheSupervisedContrastIsZero() {
    NDArray labels = manager.arange(0, N, 1, DataType.INT64);
    assertThat(SupervisedContrast.loss(rows(1), labels, scale()).getFloat()).isZero();
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsAreThoseOfTheValues(PairObjective objective) {
    NDArray groups = manager.create(GROUPS);
    NDArray first = rows(11);
    NDArray second = rows(12);
    assertGradient(first, a -> objective.loss(a, second, groups, scale(), bias()));
    assertGradient(second, a -> objective.loss(first, a, groups, scale(), bias()));
    assertGradient(scale(), a -> objective.loss(first, second, groups, a, bias()));
    if (objective instanceof SigLip) {
      assertGradient(bias(), a -> objective.loss(first, second, groups, scale(), a));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anExtremeScaleLeavesValueAndGradientFinite(PairObjective objective) {
    NDArray groups = manager.create(GROUPS);
    for (float scale : new float[] {0.01f, 100}) {
      NDArray by = manager.create(new float[] {scale});
      NDArray away = rows(1).neg();
      UnaryOperator<NDArray> loss = a -> objective.loss(a, away, groups, by, bias());
      assertThat(loss.apply(rows(1)).getFloat()).isFinite().isNotNegative();
      assertThat(gradient(rows(1), loss).abs().max().getFloat()).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatNeedsGroupsSaysSo(PairObjective objective) {
    if (objective.equals(new InfoNce(Repeats.KEEP))
        || objective.equals(new NtXent(Repeats.KEEP))
        || objective.equals(new SigLip(Repeats.KEEP))) {
      assertThat(objective.loss(rows(1), rows(2), null, scale(), null).getFloat()).isPositive();
      return;
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective.loss(rows(1), rows(2), null, scale(), null))
        .withMessageContaining(objective.getClass().getSimpleName())
        .withMessageContaining("no modality 'group'");
    NDArray few = manager.create(new long[] {1, 2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective.loss(rows(1), rows(2), few, scale(), null))
        .withMessageMatching("groups: expected \\(\\d+\\) int64, found \\(\\d\\) int64");
    NDArray floats = manager.ones(new Shape(N));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective.loss(rows(1), rows(2), floats, scale(), null))
        .withMessageContaining("found (")
        .withMessageContaining("float32");
  }

  @Test
  void theBiasBeginsWhereItIsTold() {
    LogitBias bias = LogitBias.learned(-10);
    bias.initialize(manager, DataType.FLOAT32, new Shape(1));
    NDArray any = manager.ones(new Shape(1));
    ParameterStore store = new ParameterStore(manager, false);
    assertThat(bias.forward(store, new NDList(any), true).head().getFloat()).isEqualTo(-10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogitBias.learned(Double.NaN))
        .withMessageContaining("finite");
  }

  private float loss(PairObjective objective, NDArray first, NDArray second, long[] groups) {
    NDArray known = groups == null ? null : manager.create(groups);
    return objective.loss(first, second, known, scale(), bias()).getFloat();
  }

  private NDArray loss(PairObjective objective, NDArray first, NDArray second, NDArray groups) {
    return objective.loss(first, second, groups, scale(), bias());
  }

  private NDArray gradient(NDArray at, UnaryOperator<NDArray> loss) {
    NDArray point = at.duplicate();
    point.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(point));
    }
    return point.getGradient();
  }

  /**
   * Against central differences with h = 0.01: rounding of a float loss of about 5 puts 3e-5 into a
   * difference, the third derivative about as much.
   */
  private void assertGradient(NDArray at, UnaryOperator<NDArray> loss) {
    float[] analytic = gradient(at, loss).toFloatArray();
    float[] values = at.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      float[] above = values.clone();
      float[] below = values.clone();
      above[i] += 0.01f;
      below[i] -= 0.01f;
      double difference =
          (double) loss.apply(manager.create(above, at.getShape())).getFloat()
              - loss.apply(manager.create(below, at.getShape())).getFloat();
      assertThat((double) analytic[i])
          .isEqualTo(difference / ((double) above[i] - below[i]), within(3e-4));
    }
  }

  private NDArray rows(long seed) {
    return manager.create(values(seed), new Shape(N, D));
  }

  /** Rows of length one. */
  private static float[] values(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[N * D];
    for (int row = 0; row < N; row++) {
      double squares = 0;
      for (int i = row * D; i < (row + 1) * D; i++) {
        values[i] = (float) random.nextGaussian();
        squares += values[i] * values[i];
      }
      for (int i = row * D; i < (row + 1) * D; i++) {
        values[i] /= (float) Math.sqrt(squares);
      }
    }
    return values;
  }

  private NDArray scale() {
    return manager.create(new float[] {(float) SCALE});
  }

  private NDArray bias() {
    return manager.create(new float[] {(float) BIAS});
  }
}
