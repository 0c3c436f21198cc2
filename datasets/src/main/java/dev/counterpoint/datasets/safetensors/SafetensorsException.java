package dev.counterpoint.datasets.safetensors;

import dev.counterpoint.datasets.CounterpointException;

/** Bytes or tensors that do not make a safetensors file; names the tensor or the offset. */
public final class SafetensorsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  SafetensorsException(String problem) {
    super(problem, "");
  }

  SafetensorsException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }
}
