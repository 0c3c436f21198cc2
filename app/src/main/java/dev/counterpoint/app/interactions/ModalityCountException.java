package dev.counterpoint.app.interactions;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.multimodal.MultimodalData;

/** Features that are not of two modalities which can be clustered. */
public final class ModalityCountException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private ModalityCountException(String problem, String remedy) {
    super(problem, remedy);
  }

  /** There are not two. */
  public static ModalityCountException of(MultimodalData data) {
    return new ModalityCountException(
        "this is for two modalities, but %s has %s"
            .formatted(data.name(), data.modalities().stream().map(Modality::name).toList()),
        "Name two of them: --modalities A,B.");
  }

  static ModalityCountException ofTokens(String modality) {
    return new ModalityCountException(
        "modality %s holds token ids, whose distances mean nothing".formatted(modality),
        "Give features of an encoder, as float32; measurements in whole numbers too.");
  }
}
