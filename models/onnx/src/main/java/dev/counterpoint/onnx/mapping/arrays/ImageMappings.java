package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.symbolic.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes of the size of pictures, and anchor boxes. */
public final class ImageMappings {

  private static final int NEAREST = 0;
  private static final int BILINEAR = 1;

  private ImageMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("interpolation", OperationMapping.single(ImageMappings::interpolation));
    mappings.put("resize", OperationMapping.single(ImageMappings::resize));
    mappings.put(
        "multiBoxPrior",
        (operation, graph) -> {
          throw operation.refuse("its boxes follow a dynamic axis");
        });
  }

  /** (batch, channels, height, width). */
  private static String interpolation(Operation operation, OnnxGraph graph) {
    return resized(
        operation.tensor(0), operation.result().shape(), operation.integer(2), operation, graph);
  }

  /** (batch, height, width, channels), with or without batch. */
  private static String resize(Operation operation, OnnxGraph graph) {
    boolean isSingle = operation.array(0).rank() == 3;
    String picture = operation.tensor(0);
    List<Extent> shape = new ArrayList<>(operation.result().shape());
    if (isSingle) {
      picture = graph.node("Unsqueeze", List.of(picture, graph.integers(0)));
      shape.add(0, Extent.constant(1));
    }
    if (!operation.array(0).type().isFloating()) {
      throw operation.refuse("resizing whole numbers; convert to float32 first");
    }
    List<Extent> channelsFirst = List.of(shape.get(0), shape.get(3), shape.get(1), shape.get(2));
    String resized =
        resized(
            ShapeMappings.permuted(picture, new long[] {0, 3, 1, 2}, graph),
            channelsFirst,
            operation.integer(3),
            operation,
            graph);
    String back = ShapeMappings.permuted(resized, new long[] {0, 2, 3, 1}, graph);
    return isSingle ? graph.node("Squeeze", List.of(back, graph.integers(0))) : back;
  }

  private static String resized(
      String picture, List<Extent> shape, long mode, Operation operation, OnnxGraph graph) {
    if (mode != NEAREST && mode != BILINEAR) {
      throw operation.refuse("interpolation %d; nearest (0) and bilinear (1) can".formatted(mode));
    }
    List<Extent> from = operation.array(0).shape();
    if (mode == NEAREST && operation.name().equals("interpolation")) {
      for (int axis = 2; axis < shape.size(); axis++) {
        picture = nearest(picture, axis, from.get(axis), shape.get(axis), graph);
      }
      return picture;
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attributes.word("mode", mode == NEAREST ? "nearest" : "linear"));
    attributes.add(
        Attributes.word(
            "coordinate_transformation_mode", mode == NEAREST ? "asymmetric" : "half_pixel"));
    if (mode == NEAREST) {
      attributes.add(Attributes.word("nearest_mode", "floor"));
    }
    return graph.node(
        "Resize",
        List.of(picture, "", "", graph.extents(shape)),
        attributes.toArray(AttributeProto[]::new));
  }

  /**
   * Picks along an axis at floor(i * (from / to)), in float32 as the engine does. The runtime's
   * Resize divides by (to / from) and so is off by one pixel at some sizes: from 49 to 7, for one.
   */
  private static String nearest(String picture, int axis, Extent from, Extent to, OnnxGraph graph) {
    if (from.equals(to)) {
      return picture;
    }
    String index;
    if (from.isConstant() && to.isConstant()) {
      index = fixed(from, to, graph);
    } else {
      String source = single(from, graph);
      String target = single(to, graph);
      DataType real = DataType.FLOAT32;
      String zero = graph.scalar(DataType.INT64, 0);
      String one = graph.scalar(DataType.INT64, 1);
      String places = graph.node("Range", List.of(zero, target, one));
      String scale =
          graph.node(
              "Div",
              List.of(
                  graph.cast(source, DataType.INT64, real),
                  graph.cast(target, DataType.INT64, real)));
      String positions =
          graph.node("Mul", List.of(graph.cast(places, DataType.INT64, real), scale));
      String floored = graph.cast(graph.node("Floor", List.of(positions)), real, DataType.INT64);
      index = graph.node("Min", List.of(floored, graph.node("Sub", List.of(source, one))));
    }
    return graph.node("Gather", List.of(picture, index), Attributes.integer("axis", axis));
  }

  private static String fixed(Extent from, Extent to, OnnxGraph graph) {
    float scale = (float) from.value() / to.value();
    long[] index = new long[(int) to.value()];
    for (int i = 0; i < index.length; i++) {
      index[i] = Math.min((long) Math.floor(i * scale), from.value() - 1);
    }
    return graph.integers(index);
  }

  private static String single(Extent extent, OnnxGraph graph) {
    return graph.node("Squeeze", List.of(graph.extent(extent), graph.integers(0)));
  }
}
