package dev.counterpoint.onnx.error;

/** The forward pass does something for one batch size or length that it does not do for another. */
public final class VaryingTraceException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public VaryingTraceException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public VaryingTraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
