package dev.counterpoint.onnx.error;

/**
 * A value left the trace as a Java number or buffer, so what is computed from it cannot be seen.
 */
public final class EscapedValueException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public EscapedValueException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public EscapedValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
