package dev.counterpoint.app.fusion.evaluation;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.models.contribution.LabeledFeatures;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Features of examples, brought to the host; a modality is on the device while it is encoded.
 *
 * @param model whose encoders
 * @param chunk examples at once
 * @param manager where it computes
 */
public record PartEncoder(FusionModel model, int chunk, NDManager manager) {

  /** A change of a batch of one modality before it is encoded. */
  public interface Change {

    /**
     * Changes the batch.
     *
     * @param from index of its first example in the part
     */
    Batch apply(Batch batch, int from, NDManager step);

    /** Leaves it as it is. */
    Change NONE = (batch, from, step) -> batch;
  }

  /** Features of all the model's modalities. */
  public LabeledFeatures encode(MultimodalPart part) {
    List<FeatureMatrix> features =
        IntStream.range(0, model.modalities().size())
            .mapToObj(m -> encode(part, m, Change.NONE))
            .toList();
    return new LabeledFeatures(features, part.labels());
  }

  /** Features of one modality. */
  public FeatureMatrix encode(MultimodalPart part, int modality, Change change) {
    ModalityArray array = part.array(model.modalities().get(modality));
    int columns = Math.toIntExact(model.features(modality));
    float[] values = new float[Math.multiplyExact(part.size(), columns)];
    try (ResidentPart resident =
        new ResidentPart(manager, new MultimodalPart(List.of(array), part.labels()))) {
      for (int from = 0; from < part.size(); from += chunk) {
        int to = Math.min(part.size(), from + chunk);
        try (NDManager step = manager.newSubManager()) {
          Batch batch = change.apply(resident.range(step, from, to), from, step);
          float[] rows = model.encode(modality, batch, false).toFloatArray();
          System.arraycopy(rows, 0, values, from * columns, rows.length);
        }
      }
    }
    return new FeatureMatrix(values, part.size(), columns);
  }
}
