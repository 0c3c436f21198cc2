package dev.counterpoint.onnx.error;

/** A block could not be exported; each cause has a type of its own. Nothing was left behind. */
public abstract class OnnxExportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  protected OnnxExportException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what went wrong underneath
   */
  protected OnnxExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
