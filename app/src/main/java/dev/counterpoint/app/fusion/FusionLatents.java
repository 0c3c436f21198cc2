package dev.counterpoint.app.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.fusion.FusionModel;

/** Features of the training and validation examples, computed as they are asked for. */
public final class FusionLatents implements Latents {

  private static final int CHUNK = 512;

  private final FusionModel model;
  private final ResidentPart train;
  private final ResidentPart validation;
  private final int[] trainLabels;
  private final int[] validationLabels;

  /**
   * Features of examples that lie on the device.
   *
   * @param model whose encoders
   * @param train stays the caller's to close
   * @param trainLabels the same examples
   * @param validation stays the caller's to close
   * @param validationLabels the same examples
   */
  public FusionLatents(
      FusionModel model,
      ResidentPart train,
      MultimodalPart trainLabels,
      ResidentPart validation,
      MultimodalPart validationLabels) {
    this.model = model;
    this.train = train;
    this.validation = validation;
    this.trainLabels = trainLabels.labels();
    this.validationLabels = validationLabels.labels();
  }

  @Override
  public NDArray features(int modality, Part part, NDManager manager) {
    ResidentPart examples = part == Part.TRAIN ? train : validation;
    NDList chunks = new NDList();
    for (int from = 0; from < examples.size(); from += CHUNK) {
      try (NDManager scratch = manager.newSubManager()) {
        int to = Math.min(examples.size(), from + CHUNK);
        NDArray features =
            model.encode(modality, examples.range(scratch, from, to), false).stopGradient();
        features.attach(manager);
        chunks.add(features);
      }
    }
    NDArray all = NDArrays.concat(chunks);
    chunks.close();
    return all;
  }

  @Override
  public int[] labels(Part part) {
    return part == Part.TRAIN ? trainLabels : validationLabels;
  }
}
