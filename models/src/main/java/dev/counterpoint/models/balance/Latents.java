package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Features of the training and validation examples as a model has them now. */
public interface Latents {

  /** Which examples. */
  enum Part {
    /** Those that are trained on. */
    TRAIN,
    /** Those that settings are chosen by. */
    VALIDATION
  }

  /**
   * Features of a modality, in evaluation.
   *
   * @param manager owner of the result
   * @return {@code (N, F)} float32
   */
  NDArray features(int modality, Part part, NDManager manager);

  /** Labels of the examples, {@code (N)}, in the order of {@link #features}. */
  int[] labels(Part part);
}
