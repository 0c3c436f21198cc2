package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.CrossEntropy;

/** The supervised baseline: an image encoder, ReLU and a linear head, trained on labels. */
public final class SupervisedLearner implements Learner {

  private static final String IMAGE_ENCODER = "image-encoder";
  private static final String HEAD = "head";

  private final Network network;

  /**
   * Puts the blocks together.
   *
   * @param network empty; closed with this
   * @param image from pictures to features
   * @param classes number of classes
   * @param pictures example shape {@code (N, C, H, W)}
   */
  public SupervisedLearner(Network network, Block image, int classes, Shape pictures) {
    this.network = network;
    network.add(IMAGE_ENCODER, image, pictures);
    Block head =
        new SequentialBlock()
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(classes).build());
    network.add(HEAD, head, image.getOutputShapes(new Shape[] {pictures}));
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDArray loss(Batch batch) {
    return CrossEntropy.loss(logits(batch.get(Modality.IMAGE), true), batch.labels());
  }

  /**
   * Scores of the classes; no graph.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @return {@code (N, classes)} float32
   */
  public NDArray logits(NDArray pictures) {
    return logits(pictures, false);
  }

  @Override
  public NDArray represent(NDArray pictures, Layer layer) {
    NDArray features = network.forward(IMAGE_ENCODER, pictures, false);
    return layer == Layer.FEATURE ? features : features.normalize(2, 1);
  }

  private NDArray logits(NDArray pictures, boolean training) {
    return network.forward(HEAD, network.forward(IMAGE_ENCODER, pictures, training), training);
  }
}
