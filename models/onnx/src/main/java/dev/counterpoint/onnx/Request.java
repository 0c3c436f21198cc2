package dev.counterpoint.onnx;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import dev.counterpoint.onnx.error.InvalidExportException;
import dev.counterpoint.onnx.graph.OnnxGraph.AxisSource;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.symbolic.Axes;
import dev.counterpoint.onnx.symbolic.DynamicAxis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What is asked of the exporter, checked and complete but for the default names of outputs. */
record Request(
    Block block,
    List<OnnxInput> inputs,
    List<String> outputNames,
    Map<String, OperationMapping> mappings,
    Axes axes,
    Map<String, AxisSource> sources,
    long seed) {

  static Request of(
      Block block,
      List<OnnxInput> inputs,
      List<String> outputNames,
      Map<String, OperationMapping> mappings,
      long seed) {
    if (inputs.isEmpty()) {
      throw new InvalidExportException(
          "No input is given. Add input(name, shape) for each array that the block takes.");
    }
    Map<String, DynamicAxis> axes = new LinkedHashMap<>();
    Map<String, AxisSource> sources = new LinkedHashMap<>();
    for (OnnxInput input : inputs) {
      input
          .axes()
          .forEach(
              (position, axis) -> {
                axes.merge(axis.name(), axis, (a, b) -> common(a, b));
                sources.putIfAbsent(axis.name(), new AxisSource(input.name(), position));
              });
    }
    List<String> names = new ArrayList<>(inputs.stream().map(OnnxInput::name).toList());
    names.addAll(outputNames);
    block.getParameters().forEach(parameter -> names.add(parameter.getKey()));
    requireDifferent(names);
    return new Request(
        block,
        List.copyOf(inputs),
        new ArrayList<>(outputNames),
        mappings,
        new Axes(List.copyOf(axes.values())),
        sources,
        seed);
  }

  private static DynamicAxis common(DynamicAxis a, DynamicAxis b) {
    return new DynamicAxis(
        a.name(), Math.max(a.minimum(), b.minimum()), Math.min(a.maximum(), b.maximum()));
  }

  private static void requireDifferent(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty() || !seen.add(name)) {
        throw new InvalidExportException(
            "The name '%s' is empty or stands for two things; inputs, outputs and parameters need"
                    .formatted(name)
                + " different names.");
      }
    }
  }

  NDList random(NDManager manager, Map<String, Long> sizes, Random random) {
    NDList arrays = new NDList();
    inputs.forEach(input -> arrays.add(input.random(manager, sizes, random)));
    return arrays;
  }

  /** Completes the names of the outputs when their number is known. */
  void nameOutputs(int count) {
    if (outputNames.isEmpty()) {
      for (int i = 0; i < count; i++) {
        outputNames.add(count == 1 ? "output" : "output_" + i);
      }
      List<String> names = new ArrayList<>(inputs.stream().map(OnnxInput::name).toList());
      names.addAll(outputNames);
      requireDifferent(names);
    } else if (outputNames.size() != count) {
      throw new InvalidExportException(
          "The block has %d outputs, but %d names are given for them: %s."
              .formatted(count, outputNames.size(), outputNames));
    }
  }

  List<String> reservedNames() {
    List<String> names = new ArrayList<>(outputNames);
    inputs.forEach(input -> names.add(input.name()));
    for (Pair<String, ?> parameter : block.getParameters()) {
      names.add(parameter.getKey());
    }
    return names;
  }
}
