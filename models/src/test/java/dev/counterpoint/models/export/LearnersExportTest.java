package dev.counterpoint.models.export;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageGraph;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.SimClrLearner;
import dev.counterpoint.models.learner.SupervisedLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What trained learners offer for export computes as ONNX what it computes in DJL. */
class LearnersExportTest {

  private static final int N = 6;
  private static final Shape PICTURE = new Shape(3, 14, 14);
  private static final Shape PICTURES = new Shape(N).addAll(PICTURE);
  private static final Shape CAPTION = new Shape(20);

  private final NDManager manager = NDManager.newBaseManager();
  private final Network network = new Network(manager, RandomAddress.seed(1));

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aClipLearnersPicturesAndCaptions() {
    try (ClipLearner learner = clip()) {
      train(learner);
      check("clip, pictures", learner.imageGraph());
      ExportCheck.check(
          "clip, captions", learner.captionGraph(), network.manager(), 6, CAPTION, "text_embeds");
    }
  }

  @Test
  void aClipLearnersPicturesWithAHead() {
    try (ClipLearner learner = clip()) {
      train(learner);
      Linear head = Linear.builder().setUnits(4).build();
      head.initialize(network.manager(), DataType.FLOAT32, new Shape(N, 12));
      check("clip, pictures and classes", learner.imageGraph().withHead(head));
    }
  }

  @Test
  void aSimClrLearnersPictures() {
    try (ImageLearner learner =
        new SimClrLearner(
            network,
            Encoders.create("small-cnn", 12),
            ProjectionHeads.reluLinear(5),
            LogitScale.fixed(0.5),
            PICTURES)) {
      train(learner);
      check("simclr, pictures", learner.imageGraph());
    }
  }

  @Test
  void aSupervisedLearnersPictures() {
    try (ImageLearner learner =
        new SupervisedLearner(network, Encoders.create("small-cnn", 12), 3, PICTURES)) {
      train(learner);
      check("supervised, pictures", learner.imageGraph());
    }
  }

  private ClipLearner clip() {
    return new ClipLearner(
        network,
        Encoders.create("small-cnn", 12),
        ProjectionHeads.linear(5),
        LinearEncoder.create(5),
        LogitScale.learned(0.1),
        PICTURES,
        new Shape(N).addAll(CAPTION));
  }

  private void check(String what, ImageGraph graph) {
    String[] outputs = graph.outputs().toArray(new String[0]);
    ExportCheck.check(what, graph, network.manager(), 6, PICTURE, outputs);
  }

  private void train(Learner learner) {
    AdamW optimizer = new AdamW(network.trainable(), AdamW.Settings.DEFAULT, manager);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10; i++) {
      try (NDManager step = manager.newSubManager()) {
        Batch batch =
            new Batch(
                N,
                Map.of(
                    Modality.IMAGE, ExportCheck.random(step, random, PICTURES),
                    Modality.VIEW, ExportCheck.random(step, random, PICTURES),
                    Modality.CAPTION,
                        ExportCheck.random(step, random, new Shape(N).addAll(CAPTION))),
                step.create(new long[] {0, 1, 2, 1, 0, 2}));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          collector.backward(learner.loss(batch));
        }
        optimizer.step(0.003);
        learner.afterStep();
      }
    }
  }
}
