package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;

/** A method that makes representations of pictures. */
public interface ImageLearner extends Learner {

  /**
   * Features of pictures: what the image encoder gives, before any projection; no graph, running
   * statistics.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @return {@code (N, F)} float32
   */
  NDArray encode(NDArray pictures);

  /**
   * From features to the space that the loss compares; no graph.
   *
   * @param features {@code (N, F)} as {@link #encode} gives them
   * @return {@code (N, D)}: rows of length one for contrastive methods, scores of the classes for
   *     the supervised one
   */
  NDArray project(NDArray features);

  /** What it makes of pictures, as one block for export. */
  ImageGraph imageGraph();
}
