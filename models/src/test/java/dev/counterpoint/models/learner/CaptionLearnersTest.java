package dev.counterpoint.models.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.InfoNce;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.NtXent;
import dev.counterpoint.models.objective.PairLoss;
import dev.counterpoint.models.objective.Repeats;
import dev.counterpoint.models.objective.SupervisedContrast;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learners over token ids, with every objective. */
class CaptionLearnersTest {

  private static final int N = 4;
  private static final int LENGTH = 6;
  private static final Shape PICTURES = new Shape(N, 3, 8, 8);
  private static final Shape CAPTIONS = new Shape(N, LENGTH);

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
    CLIP_SHARE,
    CLIP_MASK,
    SIGLIP,
    SIGLIP_SHARE,
    SIGLIP_MASK,
    SUPERVISED_CONTRAST,
    CAPTIONS,
    CAPTIONS_MASK;

    ContrastiveLearner create(NDManager root) {
      return switch (this) {
        case CLIP_SHARE ->
            clip(root, PairLoss.of(new InfoNce(Repeats.SHARE), LogitScale.learned(0.1)));
        case CLIP_MASK ->
            clip(root, PairLoss.of(new InfoNce(Repeats.MASK), LogitScale.learned(0.1)));
        case SIGLIP -> clip(root, PairLoss.sigLip(Repeats.KEEP));
        case SIGLIP_SHARE -> clip(root, PairLoss.sigLip(Repeats.SHARE));
        case SIGLIP_MASK -> clip(root, PairLoss.sigLip(Repeats.MASK));
        case SUPERVISED_CONTRAST ->
            clip(root, PairLoss.of(new SupervisedContrast(), LogitScale.fixed(0.1)));
        case CAPTIONS -> captions(root, Repeats.KEEP);
        case CAPTIONS_MASK -> captions(root, Repeats.MASK);
      };
    }
  }

  private static ClipLearner clip(NDManager root, PairLoss pairLoss) {
    return new ClipLearner(
        new Network(root, RandomAddress.seed(1)),
        SmallConvEncoder.create(6),
        ProjectionHeads.linear(5),
        Captions.encoder(5),
        pairLoss,
        PICTURES,
        CAPTIONS);
  }

  private static CaptionContrastLearner captions(NDManager root, Repeats repeats) {
    return new CaptionContrastLearner(
        new Network(root, RandomAddress.seed(1)),
        Captions.encoder(7),
        ProjectionHeads.reluLinear(5),
        PairLoss.of(new NtXent(repeats), LogitScale.learned(0.1)),
        CAPTIONS);
  }

  @ParameterizedTest
  @EnumSource
  void stepsLeaveNoArraysBehindAndLowerTheLoss(Kind kind) {
    try (ContrastiveLearner learner = kind.create(root)) {
      Optimizer optimizer = new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, root);
      float first = step(learner, optimizer);
      run(learner, optimizer, 49);
      int inNetwork = learner.network().manager().getManagedArrays().size();
      int inAll = root.getManagedArrays().size();
      run(learner, optimizer, 249);
      float last = step(learner, optimizer);

      assertThat(learner.network().manager().getManagedArrays().size()).isEqualTo(inNetwork);
      assertThat(root.getManagedArrays().size()).isEqualTo(inAll);
      assertThat(last).isLessThan(0.8f * first);
    }
  }

  @Test
  void sigLipLearnsItsScaleAndItsBias() {
    try (ContrastiveLearner learner = Kind.SIGLIP.create(root)) {
      assertThat(learner.network().trainable()).containsKeys("logit-scale/log", "logit-bias/bias");
      NDArray bias = learner.network().parameters().get("logit-bias/bias").getArray();
      assertThat(bias.getFloat()).isEqualTo(-10);
      run(learner, new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, root), 3);
      assertThat(bias.getFloat()).isNotEqualTo(-10);
    }
  }

  @Test
  void picturesAndCaptionsAreEmbeddedInOneSpace() {
    try (ClipLearner learner = clip(root, PairLoss.sigLip(Repeats.KEEP));
        NDManager step = root.newSubManager()) {
      Batch batch = batch(step);
      NDArray pictures = learner.embedPictures(batch.get(Modality.IMAGE));
      NDArray texts = learner.embedCaptions(batch.get(Modality.CAPTION));
      assertThat(pictures.getShape()).isEqualTo(new Shape(N, 5)).isEqualTo(texts.getShape());
      for (float length : pictures.concat(texts, 0).norm(new int[] {1}).toFloatArray()) {
        assertThat(length).isEqualTo(1, within(1e-5f));
      }
      assertThat(pictures.getManager()).isSameAs(step);
    }
  }

  @Test
  void aCaptionLearnerHasNoPictures() {
    try (CaptionContrastLearner learner = captions(root, Repeats.KEEP);
        NDManager step = root.newSubManager()) {
      NDArray ids = batch(step).get(Modality.CAPTION);
      assertThat(learner.encodeCaptions(ids).getShape()).isEqualTo(new Shape(N, 7));
      assertThat(learner.embedCaptions(ids).getShape()).isEqualTo(new Shape(N, 5));
      Batch oneCaption = new Batch(N, Map.of(Modality.CAPTION, ids), null);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> learner.loss(oneCaption))
          .withMessageContaining("no modality 'other-caption'");
    }
  }

  @Test
  void aFrozenImageEncoderStaysAsItIsAndTheRestLearns() {
    try (ClipLearner learner = clip(root, PairLoss.sigLip(Repeats.KEEP))) {
      learner.freezeImageEncoder();
      Map<String, float[]> before = values(learner);
      assertThat(learner.network().trainableBlocks()).doesNotContainKey("image-encoder");
      run(learner, new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, root), 5);
      int arrays = learner.network().manager().getManagedArrays().size();
      run(learner, new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, root), 5);
      assertThat(learner.network().manager().getManagedArrays()).hasSize(arrays);
      values(learner)
          .forEach(
              (name, now) -> {
                if (name.startsWith("image-encoder/")) {
                  assertThat(now).as(name).isEqualTo(before.get(name));
                } else if (learner.network().trainable().containsKey(name)) {
                  assertThat(now).as(name).isNotEqualTo(before.get(name));
                }
              });
    }
  }

  @Test
  void aFrozenImageEncoderTrainsOnWhatItGivesInEvaluation() {
    try (ClipLearner learner = clip(root, PairLoss.sigLip(Repeats.KEEP));
        NDManager step = root.newSubManager()) {
      Batch batch = batch(step);
      learner.freezeImageEncoder();
      NDArray trained = learner.represent(batch).get(0);
      assertThat(trained.toFloatArray())
          .isEqualTo(learner.embedPictures(batch.get(Modality.IMAGE)).toFloatArray());
    }
  }

  @Test
  void whatAFrozenEncoderComputesOnTheWayEndsAtOnce() {
    assertThat(heldAfterRepresenting(true)).isLessThan(heldAfterRepresenting(false) - 5);
  }

  private int heldAfterRepresenting(boolean frozen) {
    try (ClipLearner learner = clip(root, PairLoss.sigLip(Repeats.KEEP));
        NDManager step = root.newSubManager()) {
      if (frozen) {
        learner.freezeImageEncoder();
      }
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(learner.loss(batch(step)));
        return step.getManagedArrays().size();
      }
    }
  }

  private static Map<String, float[]> values(Learner learner) {
    Map<String, float[]> values = new LinkedHashMap<>();
    learner
        .network()
        .parameters()
        .forEach((name, parameter) -> values.put(name, parameter.getArray().toFloatArray()));
    return values;
  }

  private void run(Learner learner, Optimizer optimizer, int steps) {
    for (int i = 0; i < steps; i++) {
      step(learner, optimizer);
    }
  }

  private float step(Learner learner, Optimizer optimizer) {
    try (NDManager step = root.newSubManager()) {
      NDArray loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        loss = learner.loss(batch(step));
        collector.backward(loss);
      }
      optimizer.step(0.003);
      learner.afterStep();
      return loss.toFloatArray()[0];
    }
  }

  /** The same four examples each time, two of which mean the same. */
  private static Batch batch(NDManager step) {
    double[] random = new SplittableRandom(1).doubles(PICTURES.size()).toArray();
    float[] pictures = new float[random.length];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = (float) random[i];
    }
    return new Batch(
        N,
        Map.of(
            Modality.IMAGE, step.create(pictures, PICTURES),
            Modality.CAPTION, Captions.ids(step, 2, N, LENGTH),
            Modality.OTHER_CAPTION, Captions.ids(step, 3, N, LENGTH),
            Modality.GROUP, step.create(new long[] {0, 1, 2, 1})),
        null);
  }
}
