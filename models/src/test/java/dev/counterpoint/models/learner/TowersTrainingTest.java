package dev.counterpoint.models.learner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.BagOfWordsEncoder;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.encoder.text.TextTransformer;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.encoder.transformer.VisionSettings;
import dev.counterpoint.models.encoder.transformer.VisionTransformer;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.GradientClip;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transformer towers in a contrastive training. */
class TowersTrainingTest {

  /** As many as take the way through convolutions. */
  private static final int N = 16;

  private static final int LENGTH = 6;
  private static final Shape PICTURES = new Shape(N, 3, 8, 8);
  private static final TextShape TEXT = new TextShape(20, LENGTH, 1, 2, 0);
  private static final TransformerSize EXACT = new TransformerSize(8, 2, 2, Gelu.EXACT);
  private static final TransformerSize QUICK = new TransformerSize(8, 2, 2, Gelu.QUICK);

  private NDManager root;

  @BeforeEach
  void open() {
    root = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    root.close();
  }

  enum Towers {
    CLIP(
        () -> new VisionTransformer(VisionSettings.clip(QUICK, 4), 8),
        () -> new TextTransformer(TEXT, QUICK, TextPooling.CAUSAL_END, 8)),
    START(
        () -> new VisionTransformer(VisionSettings.plain(EXACT, 4), 6),
        () -> new TextTransformer(TEXT, EXACT, TextPooling.START, 8)),
    MEAN(
        () ->
            new VisionTransformer(
                new VisionSettings(EXACT, 4, VisionSettings.Pooling.MEAN, false, true), 8),
        () -> new TextTransformer(TEXT, EXACT, TextPooling.MEAN, 8)),
    BAG_OF_WORDS(
        () -> new VisionTransformer(VisionSettings.plain(EXACT, 4), 8),
        () -> new BagOfWordsEncoder(TEXT, 8, 8));

    private final Supplier<Block> image;
    private final Supplier<Block> text;

    Towers(Supplier<Block> image, Supplier<Block> text) {
      this.image = image;
      this.text = text;
    }

    ClipLearner create(NDManager root) {
      return new ClipLearner(
          new Network(root, RandomAddress.seed(1)),
          image.get(),
          ProjectionHeads.linear(8),
          text.get(),
          LogitScale.learned(0.1),
          PICTURES,
          new Shape(N, LENGTH));
    }
  }

  @ParameterizedTest
  @EnumSource
  void threeHundredStepsLearnEveryPairAndLeaveNoArraysBehind(Towers towers) {
    try (ClipLearner learner = towers.create(root)) {
      Optimizer optimizer = new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, root);
      float first = step(learner, optimizer);
      run(learner, optimizer, 49);
      int inNetwork = learner.network().manager().getManagedArrays().size();
      int inAll = root.getManagedArrays().size();
      run(learner, optimizer, 249);
      float last = step(learner, optimizer);

      assertThat(learner.network().manager().getManagedArrays()).hasSize(inNetwork);
      assertThat(root.getManagedArrays()).hasSize(inAll);
      assertThat(last).as("from %s", first).isLessThan(0.1f);
    }
  }

  /** An array that Java frees under the graph makes gradients differ after a collection. */
  @ParameterizedTest
  @EnumSource
  void garbageCollectionsChangeNoGradient(Towers towers) {
    try (ClipLearner one = towers.create(root);
        ClipLearner other = towers.create(root)) {
      backward(one, false);
      backward(other, true);
      one.network()
          .trainable()
          .forEach(
              (name, parameter) ->
                  assertThat(
                          other
                              .network()
                              .parameters()
                              .get(name)
                              .getArray()
                              .getGradient()
                              .toFloatArray())
                      .as(name)
                      .isEqualTo(parameter.getArray().getGradient().toFloatArray()));
    }
  }

  private void backward(ClipLearner learner, boolean collects) {
    try (NDManager step = root.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = learner.loss(batch(step));
      if (collects) {
        for (int i = 0; i < 3; i++) {
          System.gc();
          // Whatever was freed is written over.
          root.ones(new Shape(1 << 16)).close();
          float[][] java = new float[64][1 << 10];
          assertThat(java).hasDimensions(64, 1 << 10);
        }
      }
      collector.backward(loss);
    }
  }

  private void run(ClipLearner learner, Optimizer optimizer, int steps) {
    for (int i = 0; i < steps; i++) {
      step(learner, optimizer);
    }
  }

  private float step(ClipLearner learner, Optimizer optimizer) {
    try (NDManager step = root.newSubManager()) {
      NDArray loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        loss = learner.loss(batch(step));
        collector.backward(loss);
      }
      GradientClip.byGlobalNorm(learner.network().trainable().values(), 10, step);
      optimizer.step(0.004);
      learner.afterStep();
      return loss.toFloatArray()[0];
    }
  }

  /** The same pairs each time; no two captions alike, also not as bags of words. */
  private static Batch batch(NDManager step) {
    SplittableRandom random = new SplittableRandom(3);
    float[] pixels = new float[(int) PICTURES.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    long[] ids = new long[N * LENGTH];
    for (int i = 0; i < N; i++) {
      int words = 1 + i % 4;
      ids[i * LENGTH] = TEXT.startId();
      for (int j = 1; j <= words; j++) {
        ids[i * LENGTH + j] = 3 + i;
      }
      ids[i * LENGTH + words + 1] = TEXT.endId();
    }
    return new Batch(
        N,
        Map.of(
            Modality.IMAGE, step.create(pixels, PICTURES),
            Modality.CAPTION, step.create(ids, new Shape(N, LENGTH))),
        step.create(new long[N]));
  }
}
