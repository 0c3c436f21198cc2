/** Mappings of what is done to arrays: arithmetic, shapes, indices, reductions. */
package dev.counterpoint.onnx.mapping.arrays;
