package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.PairLoss;
import java.util.Map;

/**
 * Single-modal contrast of captions: two captions of a picture, one encoder, trained so that they
 * find each other. Where a picture has one caption only, two views of it take their place, made by
 * {@link dev.counterpoint.models.augment.WordDropout}: with the same text twice the views would be
 * equal, for our encoders have no dropout that would tell them apart (Gao et al. 2021, "SimCSE:
 * Simple Contrastive Learning of Sentence Embeddings", sections 3 and 4: dropout as the only
 * augmentation, and pairs that mean the same as the better one).
 *
 * <p>A batch has {@link Modality#CAPTION} and {@link Modality#OTHER_CAPTION}, or {@link
 * Modality#BOTH_CAPTIONS}, each whole or as {@link CaptionParts}, and {@link Modality#GROUP} where
 * the objective knows what to make of it. It never sees a picture, which makes it the baseline of
 * what captions alone teach.
 */
public final class CaptionContrastLearner implements ContrastiveLearner {

  private static final String CAPTION_ENCODER = "caption-encoder";
  private static final String PROJECTION = "caption-projection";

  private final Network network;
  private final PairLoss pairLoss;

  /**
   * Puts the blocks together.
   *
   * @param network empty; closed with this
   * @param caption from captions, such as token ids {@code (N, L)} int64, to features
   * @param projection from features to the space of the loss
   * @param pairLoss compares the two captions; NT-Xent in SimCSE's and SimCLR's tradition
   * @param captions example shape {@code (N, ...)}
   */
  public CaptionContrastLearner(
      Network network, Block caption, Block projection, PairLoss pairLoss, Shape captions) {
    this.network = network;
    this.pairLoss = pairLoss;
    Shape[] features = network.add(CAPTION_ENCODER, caption, captions);
    network.add(PROJECTION, projection, features);
    pairLoss.addTo(network);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDList represent(Batch part) {
    NDArray features =
        CaptionParts.isIn(part, Modality.BOTH_CAPTIONS)
            ? encoded(part, Modality.BOTH_CAPTIONS)
            : encoded(part, Modality.CAPTION).concat(encoded(part, Modality.OTHER_CAPTION), 0);
    return ImageTower.toLengthOne(network.forward(PROJECTION, features, true)).split(2);
  }

  private NDArray encoded(Batch part, String captions) {
    return CaptionParts.encode(part, captions, ids -> network.forward(CAPTION_ENCODER, ids, true));
  }

  @Override
  public NDArray contrast(NDList views, Batch whole) {
    NDArray groups = whole.modalities().get(Modality.GROUP);
    return pairLoss.loss(network, views.get(0), views.get(1), groups);
  }

  @Override
  public void afterStep() {
    pairLoss.clamp();
  }

  @Override
  public Map<String, NDArray> scalars(NDManager manager) {
    return pairLoss.scalars(network, manager);
  }

  /**
   * Features of captions, before the projection; no graph.
   *
   * @param captions {@code (N, ...)} as in training
   * @return {@code (N, F)}
   */
  public NDArray encodeCaptions(NDArray captions) {
    return network.forward(CAPTION_ENCODER, captions, false);
  }

  /**
   * Captions in the space of the loss; no graph.
   *
   * @param captions {@code (N, ...)} as in training
   * @return {@code (N, D)} rows of length one
   */
  public NDArray embedCaptions(NDArray captions) {
    return ImageTower.toLengthOne(network.forward(PROJECTION, encodeCaptions(captions), false));
  }
}
