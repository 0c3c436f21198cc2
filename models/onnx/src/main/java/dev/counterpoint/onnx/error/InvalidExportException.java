package dev.counterpoint.onnx.error;

/** What was asked of the exporter does not fit together. */
public final class InvalidExportException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public InvalidExportException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public InvalidExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
