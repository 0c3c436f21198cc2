package dev.counterpoint.onnx.error;

/** The model is larger than the 2 GB that a protobuf file can hold. */
public final class ModelTooLargeException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public ModelTooLargeException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public ModelTooLargeException(String message, Throwable cause) {
    super(message, cause);
  }
}
