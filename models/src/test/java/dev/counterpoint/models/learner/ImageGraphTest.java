package dev.counterpoint.models.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.LinearProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageGraphTest {

  private static final Shape PICTURES = new Shape(4, 3, 28, 28);

  private NDManager manager;
  private NDArray pictures;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    manager.getEngine().setRandomSeed(5);
    pictures = manager.randomUniform(0, 1, PICTURES);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aContrastiveGraphGivesFeaturesAndEmbeddings() {
    try (ClipLearner learner = clip()) {
      ImageGraph graph = learner.imageGraph();
      NDList outputs = run(graph, pictures);
      NDArray features = learner.encode(pictures);
      assertThat(graph.outputs()).containsExactly(ImageGraph.FEATURES, ImageGraph.EMBEDDINGS);
      assertClose(outputs.get(0), features);
      assertClose(outputs.get(1), learner.project(features));
      assertThat(graph.getOutputShapes(new Shape[] {PICTURES}))
          .containsExactly(outputs.get(0).getShape(), outputs.get(1).getShape());
    }
  }

  @Test
  void aCaptionGraphGivesWhatTheLearnerGives() {
    try (ClipLearner learner = clip()) {
      NDArray captions = manager.randomUniform(0, 1, new Shape(4, 20));
      assertClose(
          run(learner.captionGraph(), captions).singletonOrThrow(),
          learner.embedCaptions(captions));
      assertThat(learner.logitScale(manager).getFloat()).isCloseTo(10f, within(1e-4f));
    }
  }

  @Test
  void aSupervisedGraphGivesFeaturesAndLogits() {
    Network network = new Network(manager, RandomAddress.seed(1));
    try (SupervisedLearner learner =
        new SupervisedLearner(network, Encoders.create("small-cnn", 16), 5, PICTURES)) {
      ImageGraph graph = learner.imageGraph();
      NDList outputs = run(graph, pictures);
      assertThat(graph.outputs()).containsExactly(ImageGraph.FEATURES, ImageGraph.LOGITS);
      assertClose(outputs.get(1), learner.project(learner.encode(pictures)));
      assertThatIllegalStateException().isThrownBy(() -> graph.withHead(graph));
    }
  }

  @Test
  void aProbeAsAHeadScoresAsTheProbeDoes() {
    try (ClipLearner learner = clip()) {
      NDArray many = manager.randomUniform(0, 1, new Shape(60, 3, 28, 28));
      FeatureMatrix features = new FeatureMatrix(learner.encode(many).toFloatArray(), 60, 16);
      byte[] labels = new byte[60];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) (i % 3);
      }
      var probe =
          LinearProbe.select(features, labels, 3, RandomAddress.seed(2), manager).classifier();
      ImageGraph graph = learner.imageGraph().withHead(probe.toBlock(manager));
      NDArray logits = run(graph, many).get(2);
      float[] expected = probe.scores(features);
      assertThat(graph.outputs())
          .containsExactly(ImageGraph.FEATURES, ImageGraph.EMBEDDINGS, ImageGraph.LOGITS);
      assertClose(logits, manager.create(expected, new Shape(60, 3)));
    }
  }

  private ClipLearner clip() {
    return new ClipLearner(
        new Network(manager, RandomAddress.seed(1)),
        Encoders.create("small-cnn", 16),
        ProjectionHeads.reluLinear(8),
        LinearEncoder.create(8),
        LogitScale.fixed(0.1),
        PICTURES,
        new Shape(4, 20));
  }

  private NDList run(Block block, NDArray input) {
    return block.forward(new ParameterStore(manager, false), new NDList(input), false);
  }

  /** The learner computes in another order of memory. */
  private static void assertClose(NDArray found, NDArray expected) {
    assertThat(found.getShape()).isEqualTo(expected.getShape());
    float scale = Math.max(1, expected.abs().max().getFloat());
    assertThat(found.sub(expected).abs().max().getFloat()).isLessThan(1e-4f * scale);
  }
}
