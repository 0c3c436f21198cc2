package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.onnx.check.RefusedModelException;

/** An ONNX file of a bundle must not be handed to a runtime. */
public final class UnsafeModelException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  UnsafeModelException(RefusedModelException refusal) {
    super(
        "%s: %s: found %s; allowed: %s"
            .formatted(refusal.model(), refusal.where(), refusal.found(), refusal.allowed()),
        refusal.remedy(),
        refusal);
  }
}
