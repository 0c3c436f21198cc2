package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.NtXent;
import dev.counterpoint.models.objective.PairLoss;
import dev.counterpoint.models.objective.Repeats;
import java.util.Map;

/**
 * Single-modal contrast: two augmented views of a picture, one encoder, trained so that the views
 * find each other (Chen et al. 2020, "A Simple Framework for Contrastive Learning of Visual
 * Representations").
 */
public final class SimClrLearner implements ImageLearner, ContrastiveLearner {

  private final Network network;
  private final ImageTower tower;
  private final PairLoss pairLoss;

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
    this.pairLoss = PairLoss.of(new NtXent(Repeats.KEEP), logitScale);
    this.tower = new ImageTower(network, image, projection, pictures);
    pairLoss.addTo(network);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDList represent(Batch part) {
    // One pass over both views, so that BatchNorm sees them as one batch, as SimCLR's code does.
    NDArray views = part.get(Modality.IMAGE).concat(part.get(Modality.VIEW), 0);
    return tower.embed(views, true).split(2);
  }

  @Override
  public NDArray contrast(NDList views, Batch whole) {
    return pairLoss.loss(network, views.get(0), views.get(1), null);
  }

  @Override
  public void afterStep() {
    pairLoss.clamp();
  }

  @Override
  public Map<String, NDArray> scalars(NDManager manager) {
    return pairLoss.scalars(network, manager);
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
