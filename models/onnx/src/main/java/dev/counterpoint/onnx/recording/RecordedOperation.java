package dev.counterpoint.onnx.recording;

import java.util.List;

/**
 * One operation as it was recorded.
 *
 * @param name DJL's name of it, without the trailing i of in-place variants: {@code add}, {@code
 *     convolution}
 * @param arguments receiver first; each a {@link Value}, a list, a {@link Scalar}, a {@link Long},
 *     a {@link Double}, a {@link Boolean}, an enum, an {@link IndexElement} or null
 * @param results the arrays that it made
 * @param path of the block in which it happened
 */
public record RecordedOperation(
    String name, List<Object> arguments, List<Value> results, String path) {}
