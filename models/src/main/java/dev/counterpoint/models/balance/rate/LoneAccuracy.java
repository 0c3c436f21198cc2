package dev.counterpoint.models.balance.rate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.fusion.FusionModel;

/** How often the head is right on validation examples when one modality alone is there. */
final class LoneAccuracy {

  private LoneAccuracy() {}

  /**
   * Of each modality; reads from the device.
   *
   * @return shares in [0, 1]; 0 where there are no examples
   */
  static float[] of(FusionModel model, Latents latents, NDManager manager) {
    int[] labels = latents.labels(Latents.Part.VALIDATION);
    float[] accuracies = new float[model.modalities().size()];
    for (int m = 0; m < accuracies.length; m++) {
      try (NDManager scratch = manager.newSubManager();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray features = latents.features(m, Latents.Part.VALIDATION, scratch);
        long[] predicted = alone(model, m, features).argMax(1).toLongArray();
        int right = 0;
        for (int n = 0; n < labels.length; n++) {
          right += predicted[n] == labels[n] ? 1 : 0;
        }
        accuracies[m] = labels.length == 0 ? 0 : right / (float) labels.length;
      }
    }
    return accuracies;
  }

  private static NDArray alone(FusionModel model, int modality, NDArray features) {
    NDArray own = model.project(modality, features, false);
    NDList projected = new NDList();
    for (int m = 0; m < model.modalities().size(); m++) {
      projected.add(m == modality ? own : own.zerosLike());
    }
    return model.combine(projected, false);
  }
}
