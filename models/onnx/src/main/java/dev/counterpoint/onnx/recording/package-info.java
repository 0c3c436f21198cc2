/** What a trace writes down: values, operations and their arguments, as data. */
package dev.counterpoint.onnx.recording;
