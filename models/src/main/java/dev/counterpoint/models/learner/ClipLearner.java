package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.InfoNce;
import dev.counterpoint.models.objective.LogitScale;

/**
 * Multi-modal contrast: an image encoder and a caption encoder, each with a projection into one
 * space, trained so that picture and caption of an example find each other (Radford et al. 2021).
 */
public final class ClipLearner implements Learner {

  private static final String CAPTION_ENCODER = "caption-encoder";
  private static final String LOGIT_SCALE = "logit-scale";

  private final Network network;
  private final ImageTower tower;
  private final LogitScale logitScale;

  /**
   * Puts the blocks together.
   *
   * @param network empty; closed with this
   * @param image from pictures to features
   * @param projection from features to the common space
   * @param caption from captions to the common space
   * @param logitScale one over the temperature, fixed or learned
   * @param pictures example shape {@code (N, C, H, W)}
   * @param captions example shape {@code (N, ...)}
   */
  public ClipLearner(
      Network network,
      Block image,
      Block projection,
      Block caption,
      LogitScale logitScale,
      Shape pictures,
      Shape captions) {
    this.network = network;
    this.logitScale = logitScale;
    this.tower = new ImageTower(network, image, projection, pictures);
    network.add(CAPTION_ENCODER, caption, captions);
    network.add(LOGIT_SCALE, logitScale, new Shape(1));
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDArray loss(Batch batch) {
    NDArray images = tower.embed(batch.get(Modality.IMAGE));
    NDArray captions = embedCaptions(batch.get(Modality.CAPTION), true);
    NDArray scale = network.forward(LOGIT_SCALE, images, true);
    return InfoNce.loss(images, captions, scale);
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

  /** Captions to rows of length one as a block, for export; it shares the parameters. */
  public Block captionGraph() {
    return new CaptionGraph(network.block(CAPTION_ENCODER));
  }

  /**
   * One over the temperature as it stands, {@code (1)}.
   *
   * @param manager owner of the result
   */
  public NDArray logitScale(NDManager manager) {
    NDArray any = manager.zeros(new Shape(1));
    return network.forward(LOGIT_SCALE, any, false);
  }

  @Override
  public NDArray project(NDArray features) {
    return tower.project(features, false);
  }

  /**
   * Captions in the common space, for zero-shot classification; no graph.
   *
   * @param captions {@code (N, ...)} as in training
   * @return {@code (N, D)} rows of length one
   */
  public NDArray embedCaptions(NDArray captions) {
    return embedCaptions(captions, false);
  }

  private NDArray embedCaptions(NDArray captions, boolean training) {
    return ImageTower.toLengthOne(network.forward(CAPTION_ENCODER, captions, training));
  }
}
