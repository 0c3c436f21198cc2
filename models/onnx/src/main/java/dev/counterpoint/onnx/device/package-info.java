/** Where a block computes. */
package dev.counterpoint.onnx.device;
