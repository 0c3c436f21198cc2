package dev.counterpoint.app.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.counterpoint.app.training.Validation;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.fusion.FusionModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy on the validation examples, in [0, 1]: of the prediction, and of each modality alone,
 * the features of the others being zeros.
 */
final class AccuracyValidation implements Validation {

  private static final String NAME = "validationAccuracy";
  private static final int CHUNK = 512;

  private final FusionLearner learner;
  private final ResidentPart examples;
  private final List<String> names = new ArrayList<>();

  AccuracyValidation(FusionLearner learner, ResidentPart examples) {
    this.learner = learner;
    this.examples = examples;
    names.add(NAME);
    learner.model().modalities().forEach(modality -> names.add(NAME + "." + modality));
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public float[] measure() {
    FusionModel model = learner.model();
    int modalities = model.modalities().size();
    float[] right = new float[1 + modalities];
    for (int from = 0; from < examples.size(); from += CHUNK) {
      try (NDManager scratch = model.network().manager().newSubManager()) {
        int to = Math.min(examples.size(), from + CHUNK);
        Batch batch = examples.range(scratch, from, to);
        NDList features = new NDList();
        NDList absent = new NDList();
        for (int m = 0; m < modalities; m++) {
          features.add(model.encode(m, batch, false));
          absent.add(features.get(m).zerosLike());
        }
        right[0] += right(features, batch, scratch);
        for (int m = 0; m < modalities; m++) {
          NDList alone = new NDList(absent);
          alone.set(m, features.get(m));
          right[1 + m] += right(alone, batch, scratch);
        }
      }
    }
    for (int i = 0; i < right.length; i++) {
      right[i] /= examples.size();
    }
    return right;
  }

  private float right(NDList features, Batch batch, NDManager scratch) {
    NDArray scores = learner.balancer().scores(learner.model(), features);
    scores.attach(scratch);
    return scores.argMax(1).eq(batch.labels()).toType(DataType.FLOAT32, false).sum().getFloat();
  }
}
