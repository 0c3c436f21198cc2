/** Mappings of layers: linear, convolution, pooling, normalisation, activation, recurrence. */
package dev.counterpoint.onnx.mapping.layers;
