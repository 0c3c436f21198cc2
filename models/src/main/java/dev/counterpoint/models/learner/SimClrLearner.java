package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.NtXent;

/**
 * Single-modal contrast: two augmented views of a picture, one encoder, trained so that the views
 * find each other (Chen et al. 2020, "A Simple Framework for Contrastive Learning of Visual
 * Representations").
 */
public final class SimClrLearner implements Learner {

  private static final String LOGIT_SCALE = "logit-scale";

  private final Network network;
  private final ImageTower tower;
  private final LogitScale logitScale;

  /**
   * Puts the blocks together.
   *
   * @param network empty; closed with this
   * @param image from pictures to features
   * @param projection from features to the space of the loss
   * @param logitScale one over the temperature, fixed or learned
   * @param pictures example shape {@code (N, C, H, W)}
   */
  public SimClrLearner(
      Network network, Block image, Block projection, LogitScale logitScale, Shape pictures) {
    this.network = network;
    this.logitScale = logitScale;
    this.tower = new ImageTower(network, image, projection, pictures);
    network.add(LOGIT_SCALE, logitScale, new Shape(1));
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDArray loss(Batch batch) {
    // One pass over both views, so that BatchNorm sees them as one batch, as SimCLR's code does.
    NDArray views = batch.get(Modality.IMAGE).concat(batch.get(Modality.VIEW), 0);
    NDList halves = tower.embed(views).split(2);
    NDArray scale = network.forward(LOGIT_SCALE, halves.get(0), true);
    return NtXent.loss(halves.get(0), halves.get(1), scale);
  }

  @Override
  public void afterStep() {
    logitScale.clamp();
  }

  @Override
  public NDArray encode(NDArray pictures) {
    return tower.encode(pictures, false);
  }

  @Override
  public ImageGraph imageGraph() {
    return tower.graph();
  }

  @Override
  public NDArray project(NDArray features) {
    return tower.project(features, false);
  }
}
