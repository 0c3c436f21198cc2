package dev.counterpoint.inference.runtime;

import ai.onnxruntime.OrtException;
import dev.counterpoint.datasets.CounterpointException;

/** ONNX Runtime could not load or run a model. */
public final class RunFailedException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  RunFailedException(String where, OrtException cause) {
    super(
        where + ": ONNX Runtime refuses it: " + cause.getMessage(),
        "Export the run again with this version; if it stays, report it with the bundle.",
        cause);
  }
}
