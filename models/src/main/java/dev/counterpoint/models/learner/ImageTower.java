package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.models.encoder.ChannelsLast;
import dev.counterpoint.models.network.Network;

/** From pictures to the space of a contrastive loss: an image encoder and a projection after it. */
final class ImageTower {

  private static final String ENCODER = "image-encoder";
  private static final String PROJECTION = "image-projection";

  private final Network network;

  ImageTower(Network network, Block encoder, Block projection, Shape pictures) {
    this.network = network;
    Shape[] features = network.add(ENCODER, encoder, pictures);
    network.add(PROJECTION, projection, features);
  }

  /** Features, {@code (N, F)}. */
  NDArray encode(NDArray pictures, boolean training) {
    return network.forward(ENCODER, ChannelsLast.of(pictures), training);
  }

  /** From features to the space of the loss, {@code (N, D)} rows of length one. */
  NDArray project(NDArray features, boolean training) {
    return toLengthOne(network.forward(PROJECTION, features, training));
  }

  /** Rows {@code (N, D)} brought to length one. */
  static NDArray toLengthOne(NDArray rows) {
    return rows.normalize(2, 1);
  }

  /** Encoder and projection as one block, for export. */
  ImageGraph graph() {
    return ImageGraph.contrastive(network.block(ENCODER), network.block(PROJECTION));
  }

  /** Pictures in the space of the loss; in training with the graph that it needs. */
  NDArray embed(NDArray pictures, boolean training) {
    return project(encode(pictures, training), training);
  }

  /** Keeps the encoder as it is; the projection learns. */
  void freezeEncoder() {
    network.freeze(ENCODER);
  }
}
