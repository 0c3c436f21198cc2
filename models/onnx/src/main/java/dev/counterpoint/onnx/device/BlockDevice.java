package dev.counterpoint.onnx.device;

import ai.djl.Device;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;

/** Where a block's parameters are, which its inputs must be too. */
public final class BlockDevice {

  private BlockDevice() {}

  /** The device of its parameters; the CPU if it has none. */
  public static Device of(Block block) {
    return block.getParameters().values().stream()
        .filter(Parameter::isInitialized)
        .map(parameter -> parameter.getArray().getDevice())
        .findFirst()
        .orElse(Device.cpu());
  }
}
