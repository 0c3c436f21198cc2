package dev.counterpoint.models.optimizer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Four parameters of all types, with gradients, the same each time. */
final class TestParameters {

  /** Numbers of each. */
  static final int SIZE = 6;

  private TestParameters() {}

  /** A weight, a bias, a norm's scale and a logit scale, with the same first values each time. */
  static Map<String, Parameter> create(NDManager manager) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("weight", parameter(manager, Parameter.Type.WEIGHT, new Shape(SIZE)));
    parameters.put("bias", parameter(manager, Parameter.Type.BIAS, new Shape(SIZE)));
    parameters.put("gamma", parameter(manager, Parameter.Type.GAMMA, new Shape(SIZE)));
    parameters.put("log", parameter(manager, Parameter.Type.OTHER, new Shape(SIZE)));
    SplittableRandom random = new SplittableRandom(81);
    for (Parameter parameter : parameters.values()) {
      float[] values = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        values[i] = (float) random.nextGaussian();
      }
      parameter.getArray().set(values);
      parameter.getArray().setRequiresGradient(true);
    }
    return parameters;
  }

  static Parameter weight(NDManager manager, Shape ofArray) {
    return parameter(manager, Parameter.Type.WEIGHT, ofArray);
  }

  private static Parameter parameter(NDManager manager, Parameter.Type type, Shape ofArray) {
    Parameter parameter = Parameter.builder().setName("p").setType(type).optShape(ofArray).build();
    parameter.setInitializer((m, shape, dataType) -> m.zeros(shape, dataType));
    parameter.initialize(manager, DataType.FLOAT32);
    return parameter;
  }

  /** Gradients that backward puts there: those of the sum of parameter times a random value. */
  static Map<String, float[]> setGradients(
      NDManager manager, Map<String, Parameter> parameters, int step) {
    SplittableRandom random = new SplittableRandom(90 + step);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = scratch.zeros(new Shape());
      for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
          values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(3) - 1));
        }
        gradients.put(entry.getKey(), values);
        loss = loss.add(scratch.create(values).mul(entry.getValue().getArray()).sum());
      }
      collector.backward(loss);
    }
    return gradients;
  }

  static Map<String, double[]> values(Map<String, Parameter> parameters) {
    Map<String, double[]> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          float[] floats = parameter.getArray().toFloatArray();
          double[] doubles = new double[floats.length];
          for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
          }
          values.put(name, doubles);
        });
    return values;
  }
}
