package dev.counterpoint.onnx.mapping;

import dev.counterpoint.onnx.mapping.arrays.ArithmeticMappings;
import dev.counterpoint.onnx.mapping.arrays.ComparisonMappings;
import dev.counterpoint.onnx.mapping.arrays.CreationMappings;
import dev.counterpoint.onnx.mapping.arrays.ElementwiseMappings;
import dev.counterpoint.onnx.mapping.arrays.ImageMappings;
import dev.counterpoint.onnx.mapping.arrays.IndexMappings;
import dev.counterpoint.onnx.mapping.arrays.OrderMappings;
import dev.counterpoint.onnx.mapping.arrays.ReductionMappings;
import dev.counterpoint.onnx.mapping.arrays.ShapeMappings;
import dev.counterpoint.onnx.mapping.layers.ActivationMappings;
import dev.counterpoint.onnx.mapping.layers.LinearMappings;
import dev.counterpoint.onnx.mapping.layers.NormalizationMappings;
import dev.counterpoint.onnx.mapping.layers.PoolingMappings;
import dev.counterpoint.onnx.mapping.layers.RecurrentMappings;
import java.util.HashMap;
import java.util.Map;

/**
 * The mappings that every export has, by DJL's name of the operation. A new one is one line in the
 * group that it belongs to.
 */
public final class StandardMappings {

  private StandardMappings() {}

  /** All mappings. The caller may change the map. */
  public static Map<String, OperationMapping> all() {
    Map<String, OperationMapping> mappings = new HashMap<>();
    ArithmeticMappings.addTo(mappings);
    ElementwiseMappings.addTo(mappings);
    ComparisonMappings.addTo(mappings);
    ActivationMappings.addTo(mappings);
    LinearMappings.addTo(mappings);
    PoolingMappings.addTo(mappings);
    NormalizationMappings.addTo(mappings);
    ReductionMappings.addTo(mappings);
    ShapeMappings.addTo(mappings);
    IndexMappings.addTo(mappings);
    CreationMappings.addTo(mappings);
    RecurrentMappings.addTo(mappings);
    OrderMappings.addTo(mappings);
    ImageMappings.addTo(mappings);
    return mappings;
  }
}
