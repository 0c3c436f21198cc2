package dev.counterpoint.onnx.recording;

import ai.djl.ndarray.NDArray;

/**
 * A value that no operation made.
 *
 * @param value the value
 * @param kind where it comes from
 * @param name of an input or parameter; null for a constant
 * @param array its data, open as long as the recording is; null for an input
 */
public record Leaf(Value value, Kind kind, String name, NDArray array) {

  /** Where a leaf comes from. */
  public enum Kind {
    /** An input of the block. */
    INPUT,
    /** A parameter of the block. */
    PARAMETER,
    /** An array that the forward pass made itself or found in a variable. */
    CONSTANT
  }
}
