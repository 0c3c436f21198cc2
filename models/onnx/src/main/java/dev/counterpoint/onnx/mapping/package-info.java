/** How DJL's operations are written as ONNX nodes, in groups. */
package dev.counterpoint.onnx.mapping;
