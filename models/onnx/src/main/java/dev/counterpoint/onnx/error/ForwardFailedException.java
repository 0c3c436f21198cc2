package dev.counterpoint.onnx.error;

/** The block's forward pass failed in the engine, before any export. */
public final class ForwardFailedException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public ForwardFailedException(String message) {
    super(message);
  }

  /**
   * Makes the error with its cause.
   *
   * @param message what, where, expected and found, what to do
   * @param cause what the engine, the runtime or the file system said
   */
  public ForwardFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
