package dev.counterpoint.app.training.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.learner.CaptionContrastLearner;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.learner.SimClrLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.InfoNce;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.NtXent;
import dev.counterpoint.models.objective.PairLoss;
import dev.counterpoint.models.objective.Repeats;
import dev.counterpoint.models.objective.SupervisedContrast;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.MomentumSgd;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CachedStepTest {

  private static final int N = 24;
  private static final int STEPS = 10;

  /** Does not divide the batch: the last part has three examples. */
  private static final int PART = 7;

  private static final Shape PICTURES = new Shape(N, 3, 8, 8);
  private static final Shape CAPTIONS = new Shape(N, 12);

  private NDManager root;

  @BeforeEach
  void open() {
    root = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    root.close();
  }

  enum Kind {
    CLIP,
    CLIP_MASK,
    SIGLIP,
    SIGLIP_SHARE,
    SUPERVISED_CONTRAST,
    SIMCLR,
    CAPTIONS;

    ContrastiveLearner create(NDManager root) {
      LogitScale scale = LogitScale.learned(0.1);
      return switch (this) {
        case CLIP -> clip(root, mlp(), PairLoss.of(new InfoNce(Repeats.KEEP), scale));
        case CLIP_MASK -> clip(root, mlp(), PairLoss.of(new InfoNce(Repeats.MASK), scale));
        case SIGLIP -> clip(root, mlp(), PairLoss.sigLip(Repeats.KEEP));
        case SIGLIP_SHARE -> clip(root, mlp(), PairLoss.sigLip(Repeats.SHARE));
        case SUPERVISED_CONTRAST -> clip(root, mlp(), PairLoss.of(new SupervisedContrast(), scale));
        case SIMCLR ->
            new SimClrLearner(network(root), mlp(), ProjectionHeads.linear(8), scale, PICTURES);
        case CAPTIONS ->
            new CaptionContrastLearner(
                network(root),
                LinearEncoder.create(16),
                ProjectionHeads.reluLinear(8),
                PairLoss.of(new NtXent(Repeats.MASK), scale),
                CachedStepTest.CAPTIONS);
      };
    }
  }

  private static Block mlp() {
    return MlpEncoder.create(32, 16);
  }

  private static Network network(NDManager root) {
    return new Network(root, RandomAddress.seed(1));
  }

  private static ClipLearner clip(NDManager root, Block image, PairLoss pairLoss) {
    return new ClipLearner(
        network(root),
        image,
        ProjectionHeads.linear(8),
        LinearEncoder.create(8),
        pairLoss,
        PICTURES,
        CAPTIONS);
  }

  private static Step cached(ContrastiveLearner learner, Optimizer optimizer) {
    return new CachedStep(learner, optimizer, 1, PART);
  }

  private static Step whole(ContrastiveLearner learner, Optimizer optimizer) {
    return new TrainingStep(learner, optimizer, 1);
  }

  @ParameterizedTest
  @EnumSource
  void afterTenStepsParametersAreThoseOfTheWholeBatch(Kind kind) {
    Map<String, float[]> expected = trained(kind, CachedStepTest::whole, 1);
    Map<String, float[]> found = trained(kind, CachedStepTest::cached, 1);
    assertThat(found).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, values) ->
            assertThat(found.get(name)).as(name).containsExactly(values, within(1e-5f)));
  }

  @Test
  void theLossIsThatOfTheWholeBatch() {
    try (ContrastiveLearner one = Kind.CLIP.create(root);
        ContrastiveLearner two = Kind.CLIP.create(root);
        NDManager step = root.newSubManager()) {
      float whole = whole(one, sgd(one)).take(step, batch(step, 1), 0.1).getFloat();
      float cached = cached(two, sgd(two)).take(step, batch(step, 1), 0.1).getFloat();
      assertThat(cached).isEqualTo(whole, within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIP_MASK", "SIGLIP_SHARE", "SUPERVISED_CONTRAST", "CAPTIONS"})
  void garbageCollectionsChangeNoGradient(Kind kind) throws InterruptedException {
    Map<String, float[]> expected = trained(kind, CachedStepTest::cached, 4);
    DuringCollections.run(() -> trained(kind, CachedStepTest::cached, 4))
        .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIP_MASK", "SIGLIP_SHARE", "SUPERVISED_CONTRAST", "CAPTIONS"})
  void noObjectiveDependsOnGarbageCollections(Kind kind) throws InterruptedException {
    Map<String, float[]> expected = trained(kind, CachedStepTest::whole, 4);
    DuringCollections.run(() -> trained(kind, CachedStepTest::whole, 4))
        .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void noPassSeesMoreThanItsPartAndNothingIsLeftBehind() {
    try (Watched learner = new Watched(Kind.CLIP.create(root))) {
      Step step = new CachedStep(learner, sgd(learner), 1, PART);
      for (int i = 0; i < 3; i++) {
        take(step, learner, i);
      }
      int before = learner.network().manager().getManagedArrays().size();
      int inAll = root.getManagedArrays().size();
      for (int i = 0; i < 20; i++) {
        take(step, learner, i);
      }
      assertThat(learner.largest).isEqualTo(PART);
      // Between two parts the step holds the batch, the representations and their gradients only.
      assertThat(learner.mostHeld).isLessThan(30);
      assertThat(learner.network().manager().getManagedArrays()).hasSize(before);
      assertThat(root.getManagedArrays()).hasSize(inAll);
    }
  }

  @Test
  void batchNormIsRefusedByNameUnlessItIsFrozen() {
    try (ClipLearner learner =
        clip(root, SmallConvEncoder.create(16), PairLoss.sigLip(Repeats.KEEP))) {
      assertThatThrownBy(() -> cached(learner, sgd(learner)))
          .isInstanceOf(NotCacheableException.class)
          .hasMessageContaining("image-encoder/")
          .hasMessageContaining("BatchNorm")
          .hasMessageContaining("freeze 'image-encoder'");
      learner.freezeImageEncoder();
      Step step = cached(learner, sgd(learner));
      NDArray weight = learner.network().parameters().get("image-projection/weight").getArray();
      float[] before = weight.toFloatArray();
      take(step, learner, 1);
      assertThat(weight.toFloatArray()).isNotEqualTo(before);
    }
  }

  @Test
  void dropoutIsRefused() {
    Block image = new SequentialBlock().add(mlp()).add(Dropout.builder().optRate(0.1f).build());
    try (ClipLearner learner = clip(root, image, PairLoss.sigLip(Repeats.KEEP))) {
      assertThatThrownBy(() -> cached(learner, sgd(learner)))
          .isInstanceOf(NotCacheableException.class)
          .hasMessageContaining("Dropout, which draws anew");
    }
  }

  @Test
  void aPartHasAtLeastOneExample() {
    try (ContrastiveLearner learner = Kind.CLIP.create(root)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CachedStep(learner, sgd(learner), 0, 0))
          .withMessageContaining("at least 1 example, found 0");
    }
  }

  private Map<String, float[]> trained(
      Kind kind, BiFunction<ContrastiveLearner, Optimizer, Step> steps, int times) {
    try (ContrastiveLearner learner = kind.create(root)) {
      Optimizer optimizer =
          new AdamW(
              learner.network().trainable(), AdamW.Settings.DEFAULT, learner.network().manager());
      Step step = steps.apply(learner, optimizer);
      for (int i = 0; i < STEPS * times; i++) {
        take(step, learner, i);
      }
      Map<String, float[]> values = new LinkedHashMap<>();
      learner
          .network()
          .parameters()
          .forEach((name, parameter) -> values.put(name, parameter.getArray().toFloatArray()));
      return values;
    }
  }

  private static Optimizer sgd(ContrastiveLearner learner) {
    return new MomentumSgd(learner.network().trainable(), 0, 0, learner.network().manager());
  }

  private void take(Step step, ContrastiveLearner learner, int index) {
    try (NDManager own = learner.network().manager().newSubManager()) {
      step.take(own, batch(own, index), 1e-3);
    }
  }

  private static Batch batch(NDManager step, int index) {
    return new Batch(
        N,
        Map.of(
            Modality.IMAGE, random(step, 4L * index, PICTURES),
            Modality.VIEW, random(step, 4L * index + 1, PICTURES),
            Modality.CAPTION, random(step, 4L * index + 2, CAPTIONS),
            Modality.OTHER_CAPTION, random(step, 4L * index + 3, CAPTIONS),
            Modality.GROUP, step.create(new SplittableRandom(index).longs(N, 0, N / 3).toArray())),
        null);
  }

  private static NDArray random(NDManager manager, long seed, Shape shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, shape);
  }

  /** A learner that notes what it is asked for, and what the step holds then. */
  private static final class Watched implements ContrastiveLearner {

    private final ContrastiveLearner learner;
    private int largest;
    private int mostHeld;

    Watched(ContrastiveLearner learner) {
      this.learner = learner;
    }

    @Override
    public Network network() {
      return learner.network();
    }

    @Override
    public NDList represent(Batch part) {
      largest = Math.max(largest, part.size());
      NDManager step = part.get(Modality.IMAGE).getManager().getParentManager();
      mostHeld = Math.max(mostHeld, step.getManagedArrays().size());
      return learner.represent(part);
    }

    @Override
    public NDArray contrast(NDList representations, Batch whole) {
      return learner.contrast(representations, whole);
    }
  }
}
