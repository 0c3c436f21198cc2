package dev.counterpoint.app.fusion.quality;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.training.Validation;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.objective.CrossEntropy;
import java.util.List;

/** Less the mean cross-entropy on validation examples, nats: larger is better. */
record LossValidation(FusionLearner learner, ResidentPart examples) implements Validation {

  private static final int CHUNK = 512;

  @Override
  public List<String> names() {
    return List.of("validationLogLikelihood");
  }

  @Override
  public float[] measure() {
    double sum = 0;
    for (int from = 0; from < examples.size(); from += CHUNK) {
      try (NDManager scratch = learner.network().manager().newSubManager()) {
        int to = Math.min(examples.size(), from + CHUNK);
        var batch = examples.range(scratch, from, to);
        var scores = learner.predict(batch);
        scores.attach(scratch);
        sum += (to - from) * (double) CrossEntropy.loss(scores, batch.labels()).getFloat();
      }
    }
    return new float[] {(float) (-sum / examples.size())};
  }
}
