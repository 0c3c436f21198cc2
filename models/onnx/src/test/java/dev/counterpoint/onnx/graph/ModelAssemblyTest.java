package dev.counterpoint.onnx.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.error.ModelTooLargeException;
import dev.counterpoint.onnx.symbolic.Axes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limit of a protobuf file, tried with a small one. */
class ModelAssemblyTest {

  @Test
  void weightsBeyondTheLimitAreRefused() {
    OnnxGraph graph = new OnnxGraph(new Axes(List.of()), Map.of(), List.of("y"));
    String sum =
        graph.node("Add", List.of(graph.floats(new float[8], 8), graph.floats(new float[] {1}, 1)));
    Port output = new Port("y", DataType.FLOAT32, List.of(8L));
    ModelAssembly assembly = new ModelAssembly(graph, 35);
    assertThatThrownBy(() -> assembly.assemble("g", List.of(), List.of(output), List.of(sum)))
        .isInstanceOf(ModelTooLargeException.class)
        .hasMessageContaining("2 GB");
  }
}
