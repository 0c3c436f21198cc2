package dev.counterpoint.onnx.check;

/** An ONNX model that was not run because it is damaged, dangerous or beyond the limits. */
public final class RefusedModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String model;
  private final String where;
  private final String found;
  private final String allowed;
  private final String remedy;

  RefusedModelException(String model, String where, String found, String allowed, String remedy) {
    super(
        "The model %s is refused. %s: found %s; allowed: %s.%n%s"
            .formatted(model, where, found, allowed, remedy));
    this.model = model;
    this.where = where;
    this.found = found;
    this.allowed = allowed;
    this.remedy = remedy;
  }

  /** The model, as the caller named it. */
  public String model() {
    return model;
  }

  /** The node, the tensor or the byte offset. */
  public String where() {
    return where;
  }

  /** What stands there. */
  public String found() {
    return found;
  }

  /** What may stand there. */
  public String allowed() {
    return allowed;
  }

  /** What the person can do now. */
  public String remedy() {
    return remedy;
  }
}
