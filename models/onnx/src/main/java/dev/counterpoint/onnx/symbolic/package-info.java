/** Several traces of a block laid over each other: what is constant, and what follows an axis. */
package dev.counterpoint.onnx.symbolic;
