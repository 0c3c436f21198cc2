package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.encoder.ChannelsLast;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.CrossEntropy;

/** The supervised baseline: an image encoder, ReLU and a linear head, trained on labels. */
public final class SupervisedLearner implements ImageLearner {

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
    Shape[] features = network.add(IMAGE_ENCODER, image, pictures);
    Block head =
        new SequentialBlock()
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(classes).build());
    network.add(HEAD, head, features);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDArray loss(Batch batch) {
    NDArray features =
        network.forward(IMAGE_ENCODER, ChannelsLast.of(batch.get(Modality.IMAGE)), true);
    return CrossEntropy.loss(network.forward(HEAD, features, true), batch.labels());
  }

  @Override
  public NDArray encode(NDArray pictures) {
    return network.forward(IMAGE_ENCODER, ChannelsLast.of(pictures), false);
  }

  @Override
  public ImageGraph imageGraph() {
    return ImageGraph.supervised(network.block(IMAGE_ENCODER), network.block(HEAD));
  }

  @Override
  public NDArray project(NDArray features) {
    return network.forward(HEAD, features, false);
  }
}
