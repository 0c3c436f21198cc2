package dev.counterpoint.onnx.error;

/** An array was changed in place in a way that ONNX, which has values only, cannot express. */
public final class AliasedChangeException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public AliasedChangeException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public AliasedChangeException(String message, Throwable cause) {
    super(message, cause);
  }
}
