package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.InfoNce;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.PairLoss;
import dev.counterpoint.models.objective.Repeats;
import java.util.Map;

/**
 * Multi-modal contrast: an image encoder and a caption encoder, each with a projection into one
 * space, trained so that picture and caption of an example find each other (Radford et al. 2021).
 *
 * <p>A batch has {@link Modality#IMAGE} and {@link Modality#CAPTION}, whole or as {@link
 * CaptionParts}, and {@link Modality#GROUP} where the objective knows what to make of it.
 */
public final class ClipLearner implements ImageLearner, ContrastiveLearner {

  private static final String CAPTION_ENCODER = "caption-encoder";

  private final Network network;
  private final ImageTower tower;
  private final PairLoss pairLoss;

  /**
   * Puts the blocks together, with the loss of CLIP.
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
    this(
        network,
        image,
        projection,
        caption,
        PairLoss.of(new InfoNce(Repeats.KEEP), logitScale),
        pictures,
        captions);
  }

  /**
   * Puts the blocks together, with any loss of pairs.
   *
   * @param network empty; closed with this
   * @param image from pictures to features
   * @param projection from features to the common space
   * @param caption from captions, such as token ids {@code (N, L)} int64, to the common space
   * @param pairLoss compares pictures, first, with captions, second
   * @param pictures example shape {@code (N, C, H, W)}
   * @param captions example shape {@code (N, ...)}
   */
  public ClipLearner(
      Network network,
      Block image,
      Block projection,
      Block caption,
      PairLoss pairLoss,
      Shape pictures,
      Shape captions) {
    this.network = network;
    this.pairLoss = pairLoss;
    this.tower = new ImageTower(network, image, projection, pictures);
    network.add(CAPTION_ENCODER, caption, captions);
    pairLoss.addTo(network);
  }

  /**
   * Keeps the image encoder as it is, its BatchNorm included; its projection and the captions learn
   * (locked-image tuning). To be called before the optimizer is made.
   */
  public void freezeImageEncoder() {
    tower.freezeEncoder();
  }

  /** Keeps the caption encoder as it is. To be called before the optimizer is made. */
  public void freezeCaptionEncoder() {
    network.freeze(CAPTION_ENCODER);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDList represent(Batch part) {
    NDArray pictures = tower.embed(part.get(Modality.IMAGE), true);
    NDArray captions =
        CaptionParts.encode(
            part, Modality.CAPTION, ids -> network.forward(CAPTION_ENCODER, ids, true));
    return new NDList(pictures, ImageTower.toLengthOne(captions));
  }

  @Override
  public NDArray contrast(NDList pair, Batch whole) {
    NDArray groups = whole.modalities().get(Modality.GROUP);
    return pairLoss.loss(network, pair.get(0), pair.get(1), groups);
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
    return pairLoss.scale(network, manager);
  }

  @Override
  public NDArray project(NDArray features) {
    return tower.project(features, false);
  }

  /**
   * Pictures in the common space, for retrieval; no graph.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @return {@code (N, D)} rows of length one
   */
  public NDArray embedPictures(NDArray pictures) {
    return tower.embed(pictures, false);
  }

  /**
   * Captions in the common space, for retrieval and zero-shot classification; no graph.
   *
   * @param captions {@code (N, ...)} as in training
   * @return {@code (N, D)} rows of length one
   */
  public NDArray embedCaptions(NDArray captions) {
    return ImageTower.toLengthOne(network.forward(CAPTION_ENCODER, captions, false));
  }
}
