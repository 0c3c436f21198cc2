package dev.counterpoint.onnx.check;

/**
 * Where checks report what is wrong. It may throw to stop at the first finding; a check must
 * therefore leave nothing undone when it does, and must go on safely when it does not.
 */
@FunctionalInterface
interface Findings {

  /**
   * Takes one finding.
   *
   * @param where node, tensor, or byte offset; its text says so
   * @param found what stands there
   * @param allowed what may stand there
   * @param remedy what the person can do
   */
  void report(Object where, String found, String allowed, String remedy);

  /** Reports a fault that only the one who made the file can repair. */
  default void report(Object where, String found, String allowed) {
    report(where, found, allowed, "Export the model again, or get it from where it was made.");
  }

  /** Reports a limit of {@link OnnxLimits} that a trusted model may be allowed to pass. */
  default void exceeds(Object where, String found, String allowed, String limit) {
    report(
        where,
        found,
        allowed,
        "If you trust the source and need this model, raise %s of OnnxLimits.".formatted(limit));
  }

  /** A name from the file in quotes, cut to a readable length and without control characters. */
  static String quote(String name) {
    StringBuilder text = new StringBuilder("\"");
    name.codePoints().limit(80).map(c -> isPrintable(c) ? c : '?').forEach(text::appendCodePoint);
    return text.append(name.codePointCount(0, name.length()) > 80 ? "...\"" : "\"").toString();
  }

  // Format characters can turn the direction of text around, and so hide what a message says.
  private static boolean isPrintable(int codePoint) {
    int type = Character.getType(codePoint);
    return !Character.isISOControl(codePoint)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
