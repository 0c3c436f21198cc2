/** DJL blocks as ONNX models: a library of its own. */
package dev.counterpoint.onnx;
