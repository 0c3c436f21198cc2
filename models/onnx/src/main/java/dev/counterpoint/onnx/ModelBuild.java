package dev.counterpoint.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.counterpoint.onnx.graph.ModelAssembly;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.graph.Port;
import dev.counterpoint.onnx.mapping.GraphTranslation;
import dev.counterpoint.onnx.recording.Recording;
import dev.counterpoint.onnx.symbolic.Axes;
import dev.counterpoint.onnx.symbolic.Extent;
import dev.counterpoint.onnx.symbolic.SymbolicTrace;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import dev.counterpoint.onnx.symbolic.TraceComparison;
import dev.counterpoint.onnx.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Traces, comparison, graph and message of one export. The model is valid until this is closed. */
final class ModelBuild implements AutoCloseable {

  private final Request request;
  private final List<Recording> recordings = new ArrayList<>();

  ModelBuild(Request request) {
    this.request = request;
  }

  ModelProto model() {
    SymbolicTrace trace = trace();
    request.nameOutputs(trace.outputs().size());
    OnnxGraph graph = new OnnxGraph(request.axes(), request.sources(), request.reservedNames());
    List<String> tensors = new GraphTranslation(trace, graph, request.mappings()).translate();
    List<Port> inputs =
        request.inputs().stream()
            .map(input -> new Port(input.name(), input.type(), input.dimensions()))
            .toList();
    List<Port> outputs = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      SymbolicValue output = trace.outputs().get(i);
      List<Object> shape = output.shape().stream().map(this::dimension).toList();
      outputs.add(new Port(request.outputNames().get(i), output.type(), shape));
    }
    String name = request.block().getClass().getSimpleName();
    return new ModelAssembly(graph)
        .assemble(name.isEmpty() ? "block" : name, inputs, outputs, tensors);
  }

  private SymbolicTrace trace() {
    List<String> names = request.inputs().stream().map(OnnxInput::name).toList();
    Tracer tracer = new Tracer(request.block(), names, request.mappings().keySet());
    Random random = new Random(request.seed() + 1);
    for (Map<String, Long> sizes : request.axes().traceSizes()) {
      // The first trace, at the smallest sizes, tells the others what they need no longer.
      Map<Integer, Integer> lastUses =
          recordings.isEmpty() ? Map.of() : recordings.get(0).lastUses();
      recordings.add(tracer.trace(manager -> request.random(manager, sizes, random), lastUses));
    }
    return new TraceComparison(request.axes(), recordings).compare();
  }

  private Object dimension(Extent extent) {
    if (extent.isConstant()) {
      return extent.value();
    }
    Axes axes = request.axes();
    for (int axis = 0; axis < axes.list().size(); axis++) {
      for (int i = 0; i < extent.coefficients().size(); i++) {
        boolean isOwn = i == 1 << axis;
        if (extent.coefficients().get(i) != (isOwn ? 1 : 0)) {
          break;
        } else if (i == extent.coefficients().size() - 1) {
          return axes.list().get(axis).name();
        }
      }
    }
    return "";
  }

  @Override
  public void close() {
    recordings.forEach(Recording::close);
  }
}
