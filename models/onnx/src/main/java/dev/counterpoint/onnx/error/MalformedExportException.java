package dev.counterpoint.onnx.error;

/** The exporter made a model that breaks ONNX's structural rules: an error of the exporter. */
public final class MalformedExportException extends OnnxExportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what, where, expected and found, what to do
   */
  public MalformedExportException(String message) {
    super(message);
  }
}
