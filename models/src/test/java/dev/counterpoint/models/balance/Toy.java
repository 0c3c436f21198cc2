package dev.counterpoint.models.balance;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A fusion of linear encoders over numbers that are drawn, and steps as the program takes them. */
public final class Toy {

  /** Examples of a batch. */
  public static final int N = 6;

  /** Classes. */
  public static final int CLASSES = 3;

  private static final int WIDTH = 4;

  private Toy() {}

  /** A model with the modalities {@code m0, m1, ...}. */
  public static FusionModel model(NDManager manager, FusionHead head, int modalities) {
    List<FusionModel.Tower> towers = new ArrayList<>();
    for (int m = 0; m < modalities; m++) {
      towers.add(new FusionModel.Tower("m" + m, LinearEncoder.create(5), new Shape(N, WIDTH)));
    }
    Network network = new Network(manager, RandomAddress.seed(11).purpose("initialization"));
    return new FusionModel(network, towers, head, CLASSES);
  }

  /** The same examples each time. */
  public static Batch batch(NDManager manager, int modalities, long... labels) {
    Map<String, NDArray> arrays = new HashMap<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int m = 0; m < modalities; m++) {
      float[] values = new float[N * WIDTH];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      arrays.put("m" + m, manager.create(values, new Shape(N, WIDTH)));
    }
    long[] classes = labels.length == 0 ? new long[] {0, 1, 2, 1, 0, 2} : labels;
    return new Batch(N, arrays, manager.create(classes));
  }

  /** Forward and backward; gradients of one objective are at the parameters then. */
  public static StepGradients backward(FusionLearner learner, Batch batch, StepPlace place) {
    List<Map<String, NDArray>> apart = new ArrayList<>();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDList objectives = learner.objectives(batch, place);
      if (objectives.size() == 1) {
        collector.backward(objectives.head());
      } else {
        for (NDArray objective : objectives) {
          JniUtils.backward((PtNDArray) objective, (PtNDArray) objective.onesLike(), true, false);
          apart.add(takeAway(learner.network(), batch.labels().getManager()));
        }
      }
    }
    return new StepGradients(learner.network(), apart);
  }

  private static Map<String, NDArray> takeAway(Network network, NDManager owner) {
    Map<String, NDArray> copies = new LinkedHashMap<>();
    network
        .trainable()
        .forEach(
            (name, parameter) -> {
              try (NDArray gradient = parameter.getArray().getGradient()) {
                NDArray copy = gradient.duplicate();
                copy.attach(owner);
                NDScope.unregister(copy);
                copies.put(name, copy);
                gradient.muli(0f);
              }
            });
    return copies;
  }

  /** A whole step with a learning rate of 0.02; its loss. */
  public static float step(FusionLearner learner, Optimizer optimizer, StepPlace place) {
    try (NDManager step = learner.network().manager().newSubManager()) {
      learner.beforeStep(place);
      Batch batch = batch(step, learner.model().modalities().size());
      learner.steer(backward(learner, batch, place), place);
      Map<String, Double> rates = learner.rates(place);
      optimizer.step(0.02, name -> rates.getOrDefault(name.substring(0, name.indexOf('/')), 1.0));
      return learner.scalars(step).values().iterator().next().toFloatArray()[0];
    }
  }

  /** The gradients that lie at the parameters. */
  public static Map<String, float[]> gradients(Network network) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    network
        .trainable()
        .forEach(
            (name, parameter) -> {
              try (NDArray gradient = parameter.getArray().getGradient()) {
                gradients.put(name, gradient.toFloatArray());
              }
            });
    return gradients;
  }

  /** All parameters. */
  public static Map<String, float[]> parameters(Network network) {
    Map<String, float[]> values = new LinkedHashMap<>();
    network.parameters().forEach((name, p) -> values.put(name, p.getArray().toFloatArray()));
    return values;
  }

  /** Puts all parameters back. */
  public static void restore(Network network, Map<String, float[]> values) {
    network.parameters().forEach((name, p) -> p.getArray().set(values.get(name)));
  }
}
