package dev.counterpoint.models.balance.mcr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.ReferenceFusion;
import dev.counterpoint.models.balance.TestFusion;
import dev.counterpoint.models.balance.TestFusion.Head;
import dev.counterpoint.models.balance.TestFusion.Outcome;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.StepPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each part of a model learns from the divergences, against finite differences. */
class McrGradientTest {

  private static final StepPlace PLACE = new StepPlace(4, 10);
  private static final RandomAddress RANDOM = RandomAddress.seed(9);
  private static final double LAMBDA = 0.7;
  private static final int PERMUTATIONS = 3;
  private static final double H = 1e-5;

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Head head : Head.values()) {
      for (Game game : Game.values()) {
        for (int modalities = 2; modalities <= 3; modalities++) {
          for (Reference reference : Reference.values()) {
            all.add(Arguments.of(head, game, modalities, reference, Pairs.ALL));
          }
        }
      }
    }
    all.add(Arguments.of(Head.GATED, Game.GREEDY, 2, Reference.OWN, Pairs.OTHER_LABELS));
    all.add(Arguments.of(Head.GATED, Game.GREEDY, 3, Reference.OWN, Pairs.OTHER_EXAMPLES));
    return all.stream();
  }

  private static McrSettings settings(Game game, Reference reference, Pairs pairs) {
    return McrSettings.DEFAULT
        .withWeights(LAMBDA, 0, 0, 0)
        .with(game)
        .with(PERMUTATIONS, reference, pairs);
  }

  private static FusionModel model(NDManager manager, Head head, int modalities) {
    int[] features = new int[modalities];
    Arrays.fill(features, 4);
    return TestFusion.model(manager, head, features);
  }

  /** What the divergences add to the gradient of joint training, by parameter. */
  private static Map<String, float[]> gradients(FusionModel model, McrSettings settings) {
    Outcome with = TestFusion.outcome(model, new Mcr(settings, RANDOM), PLACE);
    Outcome without = TestFusion.outcome(model, new JointTraining(), PLACE);
    with.gradients()
        .forEach(
            (name, values) -> {
              float[] joint = without.gradients().get(name);
              for (int i = 0; i < values.length; i++) {
                values[i] -= joint[i];
              }
            });
    return with.gradients();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyEncoderFollowsItsGame(
      Head head, Game game, int modalities, Reference reference, Pairs pairs) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionModel model = model(manager, head, modalities);
      Map<String, float[]> found = gradients(model, settings(game, reference, pairs));
      ReferenceFusion fusion = new ReferenceFusion(model, head);
      Player player = new Player(fusion, modalities, game, reference, pairs, rows(modalities));
      double largest = 0;
      for (Map.Entry<String, float[]> entry : found.entrySet()) {
        int m = modalityOf(entry.getKey());
        boolean learns = m >= 0 && !entry.getKey().contains("-classifier/");
        double[] values = fusion.parameters().get(entry.getKey());
        for (int i = 0; i < values.length; i++) {
          double expected = learns ? player.slope(m, values, i) : 0;
          largest = Math.max(largest, Math.abs(expected));
          assertThat((double) entry.getValue()[i])
              .as(entry.getKey() + " " + i)
              .isCloseTo(expected, within(3e-6));
        }
      }
      assertThat(largest).isGreaterThan(1e-3);
    }
  }

  private static int modalityOf(String parameter) {
    return parameter.charAt(0) == 'm' ? parameter.charAt(1) - '0' : -1;
  }

  private static int[][][] rows(int modalities) {
    Permutations permutations = new Permutations(RANDOM.purpose("mcr-permutations"), PERMUTATIONS);
    int[][][] rows = new int[modalities][PERMUTATIONS][TestFusion.EXAMPLES];
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int m = 0; m < modalities; m++) {
        NDArray array = permutations.rows(TestFusion.EXAMPLES, PLACE.step(), m, manager);
        long[] flat = array.toLongArray();
        for (int i = 0; i < flat.length; i++) {
          rows[m][i / TestFusion.EXAMPLES][i % TestFusion.EXAMPLES] = (int) flat[i];
        }
      }
    }
    return rows;
  }

  /** What a modality minimises, as equations 12 and 13 have it. */
  private record Player(
      ReferenceFusion fusion,
      int modalities,
      Game game,
      Reference reference,
      Pairs pairs,
      int[][][] rows) {

    double slope(int m, double[] values, int i) {
      double[][] constant =
          reference == Reference.OWN ? null : fusion.fused(ReferenceFusion.identity(modalities));
      double before = values[i];
      values[i] = before + H;
      double up = loss(m, constant);
      values[i] = before - H;
      double down = loss(m, constant);
      values[i] = before;
      return (up - down) / (2 * H);
    }

    private double loss(int m, double[][] constant) {
      double[][] scores =
          constant == null ? fusion.fused(ReferenceFusion.identity(modalities)) : constant;
      double k =
          switch (game) {
            case GREEDY -> -1;
            case INDEPENDENT -> 0;
            case COLLABORATIVE -> 1;
          };
      double sum = 0;
      for (int j = 0; j < modalities; j++) {
        double information = ReferenceInformation.of(fusion, scores, modalities, j, rows[j], pairs);
        sum += j == m ? information : k * information;
      }
      return -LAMBDA * sum;
    }
  }

  @Test
  void gamesDifferByWhatAnEncoderDoesToOthers() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionModel model = model(manager, Head.CONCATENATION, 2);
      Map<String, float[]> greedy = of(model, Game.GREEDY);
      Map<String, float[]> independent = of(model, Game.INDEPENDENT);
      Map<String, float[]> together = of(model, Game.COLLABORATIVE);
      independent.forEach(
          (name, values) -> {
            for (int i = 0; i < values.length; i++) {
              float mean = (greedy.get(name)[i] + together.get(name)[i]) / 2;
              assertThat(values[i]).as(name).isCloseTo(mean, within(1e-6f));
            }
          });
    }
  }

  private static Map<String, float[]> of(FusionModel model, Game game) {
    return gradients(model, settings(game, Reference.OWN, Pairs.ALL));
  }
}
