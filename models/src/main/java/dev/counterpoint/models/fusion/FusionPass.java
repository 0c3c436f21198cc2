package dev.counterpoint.models.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.counterpoint.datasets.Batch;

/**
 * One forward pass over a batch. Each part is computed when it is first asked for, once: a method
 * that asks for no head runs none.
 */
public final class FusionPass {

  private final FusionModel model;
  private final Batch batch;
  private final boolean training;
  private final NDArray[] features;
  private final NDArray[] projected;
  private final NDArray[] alone;
  private NDArray logits;

  FusionPass(FusionModel model, Batch batch, boolean training) {
    this.model = model;
    this.batch = batch;
    this.training = training;
    int modalities = model.modalities().size();
    this.features = new NDArray[modalities];
    this.projected = new NDArray[modalities];
    this.alone = new NDArray[modalities];
  }

  /** What was passed over. */
  public Batch batch() {
    return batch;
  }

  /** {@code (N)} int64. */
  public NDArray labels() {
    return batch.labels();
  }

  /** Number of modalities, M. */
  public int modalities() {
    return features.length;
  }

  /** The model. */
  public FusionModel model() {
    return model;
  }

  /** Features of a modality, {@code (N, F)}. */
  public NDArray features(int modality) {
    if (features[modality] == null) {
      features[modality] = model.encode(modality, batch, training);
    }
    return features[modality];
  }

  /** Projection of a modality's features, {@code (N, P)}. */
  public NDArray projected(int modality) {
    if (projected[modality] == null) {
      projected[modality] = model.project(modality, features(modality), training);
    }
    return projected[modality];
  }

  /** All projections, in the order of the modalities. */
  public NDList projected() {
    NDList all = new NDList();
    for (int m = 0; m < modalities(); m++) {
      all.add(projected(m));
    }
    return all;
  }

  /** Scores of a modality's own classifier, {@code (N, C)}. */
  public NDArray alone(int modality) {
    if (alone[modality] == null) {
      alone[modality] = model.classify(modality, features(modality), training);
    }
    return alone[modality];
  }

  /** Scores of the head, {@code (N, C)}. */
  public NDArray logits() {
    if (logits == null) {
      logits = model.combine(projected(), training);
    }
    return logits;
  }

  /**
   * Scores of the head of other projections than this pass's own.
   *
   * @param others one of each modality, leading axes broadcast
   */
  public NDArray combine(NDList others) {
    return model.combine(others, training);
  }
}
