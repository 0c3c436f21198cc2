package dev.counterpoint.onnx.recording;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * An array at one point of a trace. An array that is changed in place gets a new value.
 *
 * @param id its number; the same in every trace of the same block
 * @param shape its shape in this trace
 * @param type its element type
 */
public record Value(int id, Shape shape, DataType type) {}
