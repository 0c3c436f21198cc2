/** Trained models in use, through ONNX Runtime. */
package dev.counterpoint.inference;
