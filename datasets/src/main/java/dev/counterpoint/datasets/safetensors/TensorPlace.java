package dev.counterpoint.datasets.safetensors;

/**
 * Where a header says that a tensor lies.
 *
 * @param start offset of its first byte, from the beginning of the data
 * @param end offset after its last byte
 */
record TensorPlace(String name, TensorType type, long[] shape, long start, long end) {}
