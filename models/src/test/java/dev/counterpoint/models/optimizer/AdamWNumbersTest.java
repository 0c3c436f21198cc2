package dev.counterpoint.models.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arrays of one number give the bits that numbers of Java give. */
final class AdamWNumbersTest {

  private static final int SIZE = 1003;
  private static final int STEPS = 6;
  private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.98, 1e-6, 0.2);

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void stepsAreThoseWithNumbersOfJavaBitByBit() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("first", parameter(Parameter.Type.WEIGHT));
    parameters.put("second", parameter(Parameter.Type.WEIGHT));
    parameters.put("bias", parameter(Parameter.Type.BIAS));
    Map<String, Reference> references = new LinkedHashMap<>();
    parameters.forEach((name, p) -> references.put(name, new Reference(p)));
    AdamW optimizer = new AdamW(parameters, SETTINGS, manager);
    for (int step = 1; step <= STEPS; step++) {
      double learningRate = 1e-3 / step;
      // Rates differ between parameters, and one is held back, so that its age differs too.
      boolean holds = step == 3;
      differentiate(parameters, step);
      references.forEach(
          (name, reference) -> {
            double rate = rate(name, holds);
            if (rate > 0) {
              reference.step(parameters.get(name), learningRate * rate);
            }
          });
      optimizer.step(learningRate, name -> rate(name, holds));
      references.forEach(
          (name, reference) ->
              assertThat(parameters.get(name).getArray().toFloatArray())
                  .as(name)
                  .isEqualTo(reference.weight.toFloatArray()));
    }
  }

  private static double rate(String name, boolean holds) {
    return switch (name) {
      case "second" -> 0.7;
      case "bias" -> holds ? 0 : 1;
      default -> 1;
    };
  }

  private Parameter parameter(Parameter.Type type) {
    manager.getEngine().setRandomSeed(type.ordinal());
    Parameter parameter =
        Parameter.builder().setName("p").setType(type).optShape(new Shape(SIZE)).build();
    parameter.setInitializer((m, shape, dataType) -> m.randomNormal(shape));
    parameter.initialize(manager, DataType.FLOAT32);
    parameter.getArray().setRequiresGradient(true);
    return parameter;
  }

  private void differentiate(Map<String, Parameter> parameters, int step) {
    manager.getEngine().setRandomSeed(step);
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = scratch.zeros(new Shape());
      for (Parameter parameter : parameters.values()) {
        NDArray direction = scratch.randomNormal(new Shape(SIZE));
        loss = loss.add(direction.mul(parameter.getArray()).sum());
      }
      collector.backward(loss);
    }
  }

  /** One parameter's update, written with numbers of Java. */
  private final class Reference {
    private final boolean decays;
    private final NDArray weight;
    private final NDArray mean = manager.zeros(new Shape(SIZE));
    private final NDArray square = manager.zeros(new Shape(SIZE));
    private int age;

    Reference(Parameter parameter) {
      decays = parameter.getType() == Parameter.Type.WEIGHT;
      weight = parameter.getArray().duplicate();
    }

    void step(Parameter parameter, double learningRate) {
      age++;
      NDArray gradient = parameter.getArray().getGradient().duplicate();
      if (decays) {
        weight.muli((float) (1 - learningRate * SETTINGS.weightDecay()));
      }
      NDArray squares = gradient.square();
      square.muli((float) SETTINGS.beta2()).addi(squares.muli((float) (1 - SETTINGS.beta2())));
      mean.muli((float) SETTINGS.beta1()).addi(gradient.muli((float) (1 - SETTINGS.beta1())));
      NDArray root = square.sqrt();
      root.divi((float) Math.sqrt(1 - Math.pow(SETTINGS.beta2(), age)))
          .addi((float) SETTINGS.epsilon());
      double rate = learningRate / (1 - Math.pow(SETTINGS.beta1(), age));
      weight.subi(mean.div(root).muli((float) rate));
    }
  }
}
