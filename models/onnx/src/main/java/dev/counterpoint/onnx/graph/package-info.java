/** ONNX graphs: nodes, initializers, dead code, the protobuf message and the file. */
package dev.counterpoint.onnx.graph;
