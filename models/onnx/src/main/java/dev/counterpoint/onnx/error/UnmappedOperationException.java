package dev.counterpoint.onnx.error;

/** The forward pass uses an operation, or a form of it, that has no ONNX mapping. */
public final class UnmappedOperationException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public UnmappedOperationException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public UnmappedOperationException(String message, Throwable cause) {
    super(message, cause);
  }
}
