package dev.counterpoint.inference.runtime;

import dev.counterpoint.datasets.CounterpointException;

/** An ONNX file does not have the inputs and outputs that its bundle states. */
public final class ModelDiffersException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  ModelDiffersException(String where, String tensor, String expected, String found) {
    super(
        "%s: %s: expected %s as config.json says, the file has %s"
            .formatted(where, tensor, expected, found),
        "Correct config.json and its line in SHA256SUMS, or export the run again.");
  }
}
