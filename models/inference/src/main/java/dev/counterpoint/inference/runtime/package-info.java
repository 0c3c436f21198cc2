/** ONNX Runtime with buffers that are never copied. */
package dev.counterpoint.inference.runtime;
