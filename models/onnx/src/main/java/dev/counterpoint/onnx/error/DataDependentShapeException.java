package dev.counterpoint.onnx.error;

/** The shape of a result depends on the values of an input, not only on its shape. */
public final class DataDependentShapeException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public DataDependentShapeException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public DataDependentShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
