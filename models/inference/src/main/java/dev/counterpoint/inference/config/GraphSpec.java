package dev.counterpoint.inference.config;

import java.util.List;
import java.util.Optional;

/**
 * An ONNX file of a bundle.
 *
 * @param file its name
 * @param inputs what it needs
 * @param outputs what it gives
 */
public record GraphSpec(String file, List<TensorSpec> inputs, List<TensorSpec> outputs) {

  /**
   * Keeps own copies.
   *
   * @throws IllegalArgumentException if there is no input or no output
   */
  public GraphSpec {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(file + " needs inputs and outputs");
    }
  }

  /** The output of that name. */
  public Optional<TensorSpec> output(String name) {
    return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
  }
}
