package dev.counterpoint.onnx.error;

/** The exported model computes something else than the block, or does not load. */
public final class ParityException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public ParityException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public ParityException(String message, Throwable cause) {
    super(message, cause);
  }
}
