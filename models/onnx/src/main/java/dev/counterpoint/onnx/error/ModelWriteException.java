package dev.counterpoint.onnx.error;

/** The model could not be written. */
public final class ModelWriteException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public ModelWriteException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public ModelWriteException(String message, Throwable cause) {
    super(message, cause);
  }
}
