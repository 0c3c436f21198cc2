/** Why a block could not be exported: one type per cause. */
package dev.counterpoint.onnx.error;
