package dev.counterpoint.onnx.trace;

/** A trace uses an array that an earlier trace, on another way through the block, did not use. */
final class FreedEarlyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FreedEarlyException(int value) {
    super("value " + value + " is used later than in the first trace");
  }
}
