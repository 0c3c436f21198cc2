package dev.counterpoint.onnx;

import dev.counterpoint.onnx.parity.ParityRecord;
import java.util.List;

/**
 * What an export made.
 *
 * @param inputNames the model's inputs in order
 * @param outputNames the model's outputs in order
 * @param opset the ONNX operator set that the model needs
 * @param bytes the size of the model
 * @param parity how near the model comes to the block
 */
public record OnnxExport(
    List<String> inputNames,
    List<String> outputNames,
    int opset,
    long bytes,
    ParityRecord parity) {}
