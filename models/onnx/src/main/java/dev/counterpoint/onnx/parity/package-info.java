/** Whether the exported model computes what the block computes. */
package dev.counterpoint.onnx.parity;
