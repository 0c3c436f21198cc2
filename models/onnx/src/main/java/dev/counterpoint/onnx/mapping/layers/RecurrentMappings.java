package dev.counterpoint.onnx.mapping.layers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.arrays.ShapeMappings;
import dev.counterpoint.onnx.symbolic.Extent;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Recurrent layers, one ONNX node per layer. The order of the gates differs: PyTorch has (input,
 * forget, cell, output) and (reset, update, new), ONNX (input, output, forget, cell) and (update,
 * reset, new).
 */
public final class RecurrentMappings {

  private static final int[] LSTM_GATES = {0, 3, 1, 2};
  private static final int[] GRU_GATES = {1, 0, 2};
  private static final int[] RNN_GATES = {0};

  private RecurrentMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put(
        "lstm",
        (operation, graph) ->
            new Layers(operation, graph, "LSTM", LSTM_GATES, operation.arrays(2), 3).map());
    mappings.put(
        "gru",
        (operation, graph) ->
            new Layers(operation, graph, "GRU", GRU_GATES, List.of(operation.array(2)), 3).map());
    mappings.put("rnn", RecurrentMappings::rnn);
  }

  private static List<String> rnn(Operation operation, OnnxGraph graph) {
    List<SymbolicValue> states = List.of(operation.array(2));
    return new Layers(operation, graph, "RNN", RNN_GATES, states, 3).map();
  }

  /** The layers of one recurrent operation. */
  private record Layers(
      Operation operation,
      OnnxGraph graph,
      String operator,
      int[] gates,
      List<SymbolicValue> states,
      int firstOption) {

    List<String> map() {
      List<SymbolicValue> parameters = operation.arrays(firstOption);
      boolean hasBiases = operation.flag(firstOption + 1);
      int layers = (int) operation.integer(firstOption + 2);
      int size = operation.size();
      requireNoDropout(layers);
      int directions = operation.flag(size - 2) ? 2 : 1;
      boolean batchFirst = operation.flag(size - 1);
      int each = hasBiases ? 4 : 2;
      String sequence = operation.tensor(1);
      if (batchFirst) {
        sequence = ShapeMappings.permuted(sequence, new long[] {1, 0, 2}, graph);
      }
      List<List<String>> lasts = new ArrayList<>();
      states.forEach(state -> lasts.add(new ArrayList<>()));
      for (int layer = 0; layer < layers; layer++) {
        int first = layer * directions * each;
        List<SymbolicValue> own = parameters.subList(first, first + directions * each);
        List<String> outputs = layer(sequence, own, layer, directions, hasBiases);
        sequence = merged(outputs.get(0), directions);
        for (int state = 0; state < states.size(); state++) {
          lasts.get(state).add(outputs.get(1 + state));
        }
      }
      List<String> results = new ArrayList<>();
      results.add(
          batchFirst ? ShapeMappings.permuted(sequence, new long[] {1, 0, 2}, graph) : sequence);
      lasts.forEach(last -> results.add(joined(last)));
      return results;
    }

    private void requireNoDropout(int layers) {
      int training = operation.size() - 3;
      if (operation.flag(training) && operation.real(training - 1) != 0 && layers > 1) {
        throw operation.refuse("it is random also in inference (training is fixed to true)");
      }
    }

    private List<String> layer(
        String sequence,
        List<SymbolicValue> parameters,
        int layer,
        int directions,
        boolean hasBiases) {
      List<String> input = new ArrayList<>();
      List<String> recurrent = new ArrayList<>();
      List<String> biases = new ArrayList<>();
      int each = parameters.size() / directions;
      for (int direction = 0; direction < directions; direction++) {
        List<SymbolicValue> own = parameters.subList(direction * each, (direction + 1) * each);
        input.add(leading(reordered(own.get(0))));
        recurrent.add(leading(reordered(own.get(1))));
        if (hasBiases) {
          List<String> both = List.of(reordered(own.get(2)), reordered(own.get(3)));
          biases.add(leading(graph.node("Concat", both, Attributes.integer("axis", 0))));
        }
      }
      List<String> inputs = new ArrayList<>();
      inputs.add(sequence);
      inputs.add(joined(input));
      inputs.add(joined(recurrent));
      inputs.add(hasBiases ? joined(biases) : "");
      inputs.add("");
      states.forEach(state -> inputs.add(initial(state, layer, directions)));
      while (inputs.get(inputs.size() - 1).isEmpty()) {
        inputs.remove(inputs.size() - 1);
      }
      return graph.node(
          operator,
          inputs,
          1 + states.size(),
          attributes(directions).toArray(AttributeProto[]::new));
    }

    private List<AttributeProto> attributes(int directions) {
      List<AttributeProto> attributes = new ArrayList<>();
      Extent hidden = operation.results().get(1).shape().get(2);
      attributes.add(Attributes.integer("hidden_size", operation.constant(hidden)));
      if (directions == 2) {
        attributes.add(Attributes.word("direction", "bidirectional"));
      }
      if (operator.equals("GRU")) {
        attributes.add(Attributes.integer("linear_before_reset", 1));
      } else if (operator.equals("RNN")) {
        String activation = operation.raw(firstOption + 3).toString();
        String name = activation.equals("RELU") ? "Relu" : "Tanh";
        List<String> names = directions == 2 ? List.of(name, name) : List.of(name);
        attributes.add(Attributes.words("activations", names));
      }
      return attributes;
    }

    private String initial(SymbolicValue state, int layer, int directions) {
      if (operation.isZero(state)) {
        return "";
      }
      return graph.node(
          "Slice",
          List.of(
              operation.tensor(state),
              graph.integers((long) layer * directions),
              graph.integers((long) (layer + 1) * directions),
              graph.integers(0)));
    }

    /** A weight or bias with its gates in ONNX's order. */
    private String reordered(SymbolicValue parameter) {
      String tensor = operation.tensor(parameter);
      if (gates.length == 1) {
        return tensor;
      }
      long rows = operation.constant(parameter.shape().get(0)) / gates.length;
      long[] sizes = new long[gates.length];
      Arrays.fill(sizes, rows);
      List<String> parts =
          graph.node(
              "Split",
              List.of(tensor, graph.integers(sizes)),
              gates.length,
              Attributes.integer("axis", 0));
      List<String> ordered = new ArrayList<>();
      for (int gate : gates) {
        ordered.add(parts.get(gate));
      }
      return graph.node("Concat", ordered, Attributes.integer("axis", 0));
    }

    private String leading(String tensor) {
      return graph.node("Unsqueeze", List.of(tensor, graph.integers(0)));
    }

    private String joined(List<String> tensors) {
      return tensors.size() == 1
          ? tensors.get(0)
          : graph.node("Concat", tensors, Attributes.integer("axis", 0));
    }

    /** (time, directions, batch, hidden) to (time, batch, directions * hidden). */
    private String merged(String output, int directions) {
      if (directions == 1) {
        return graph.node("Squeeze", List.of(output, graph.integers(1)));
      }
      String swapped = ShapeMappings.permuted(output, new long[] {0, 2, 1, 3}, graph);
      return graph.node("Reshape", List.of(swapped, graph.integers(0, 0, -1)));
    }
  }
}
