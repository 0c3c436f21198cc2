package dev.counterpoint.onnx.trace;

/** Memory that several arrays may share: an array and its views. Counts changes in place. */
final class Storage {

  private final String parameter;
  private int version;

  Storage(String parameter) {
    this.parameter = parameter;
  }

  /** The parameter that lives here, or null. */
  String parameter() {
    return parameter;
  }

  int version() {
    return version;
  }

  void change() {
    version++;
  }
}
