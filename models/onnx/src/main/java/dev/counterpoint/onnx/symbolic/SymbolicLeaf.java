package dev.counterpoint.onnx.symbolic;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.onnx.recording.Leaf;

/**
 * A value that no operation made.
 *
 * @param value the value
 * @param kind where it comes from
 * @param name of an input or parameter; null for a constant
 * @param array its data, if that is the same in every trace; otherwise null
 * @param number the value of a constant scalar that follows an axis; otherwise null
 */
public record SymbolicLeaf(
    SymbolicValue value, Leaf.Kind kind, String name, NDArray array, Extent number) {}
