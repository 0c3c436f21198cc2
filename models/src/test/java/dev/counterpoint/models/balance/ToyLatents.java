package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.fusion.FusionModel;

/**
 * Features of a {@link Toy}: training examples are its batch, validation examples the half of it.
 */
public final class ToyLatents implements Latents {

  private static final int[] LABELS = {0, 1, 2, 1, 0, 2};

  private final FusionModel model;

  /** Of a model with up to three modalities. */
  public ToyLatents(FusionModel model) {
    this.model = model;
  }

  @Override
  public NDArray features(int modality, Part part, NDManager manager) {
    Batch batch = Toy.batch(manager, model.modalities().size());
    NDArray features = model.encode(modality, batch, false).stopGradient();
    return part == Part.TRAIN ? features : features.get("0:3");
  }

  @Override
  public int[] labels(Part part) {
    return part == Part.TRAIN ? LABELS.clone() : new int[] {0, 1, 2};
  }
}
