package dev.counterpoint.models.balance;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.ConcatenationHead;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.fusion.head.GatedHead;
import dev.counterpoint.models.fusion.head.LateLinearHead;
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

/** Small fusions with smooth encoders, {@code tanh(Wx + b)}, over numbers that are drawn. */
public final class TestFusion {

  /** Examples of a batch. */
  public static final int EXAMPLES = 7;

  /** Classes. */
  public static final int CLASSES = 3;

  /** Units of hidden layers of heads. */
  public static final int HIDDEN = 5;

  private static final long[] LABELS = {0, 2, 1, 1, 0, 2, 2};

  private TestFusion() {}

  /** Kinds of heads. */
  public enum Head {
    LATE_LINEAR,
    CONCATENATION,
    GATED;

    FusionHead create(int modalities) {
      return switch (this) {
        case LATE_LINEAR -> new LateLinearHead(CLASSES);
        case CONCATENATION -> new ConcatenationHead(HIDDEN, CLASSES);
        case GATED -> new GatedHead(modalities, HIDDEN, CLASSES);
      };
    }
  }

  /** A model with features of one width each; modality m has inputs of width {@code 3 + m}. */
  public static FusionModel model(NDManager manager, Head head, int... features) {
    List<FusionModel.Tower> towers = new ArrayList<>();
    for (int m = 0; m < features.length; m++) {
      Block encoder =
          new SequentialBlock()
              .add(Linear.builder().setUnits(features[m]).build())
              .add(Activation.tanhBlock());
      towers.add(new FusionModel.Tower(name(m), encoder, new Shape(EXAMPLES, 3 + m)));
    }
    Network network = new Network(manager, RandomAddress.seed(3).purpose("initialization"));
    return new FusionModel(network, towers, head.create(features.length), CLASSES);
  }

  /** Name of a modality. */
  public static String name(int modality) {
    return "m" + modality;
  }

  /** What the batch has of a modality, row by row. */
  public static float[] inputs(int modality) {
    SplittableRandom random = new SplittableRandom(17 + modality);
    float[] values = new float[EXAMPLES * (3 + modality)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Classes of the examples. */
  public static long[] labels() {
    return LABELS.clone();
  }

  /** The batch. */
  public static Batch batch(NDManager manager, int modalities) {
    Map<String, NDArray> arrays = new HashMap<>();
    for (int m = 0; m < modalities; m++) {
      arrays.put(name(m), manager.create(inputs(m), new Shape(EXAMPLES, 3 + m)));
    }
    return new Batch(EXAMPLES, arrays, manager.create(LABELS));
  }

  /** Values of an objective's terms and estimates, and gradients of its scalar by parameter. */
  public record Outcome(
      double loss,
      Map<String, Float> terms,
      Map<String, Float> estimates,
      Map<String, float[]> gradients) {}

  /** One pass forward and back; gradients are zeroed again. */
  public static Outcome outcome(FusionModel model, Balancer balancer, StepPlace place) {
    try (NDManager step = model.network().manager().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Batch batch = batch(step, model.modalities().size());
      Objectives objectives = balancer.objectives(model.pass(batch, true), place);
      collector.backward(objectives.scalars().head());
      return new Outcome(
          objectives.scalars().head().toFloatArray()[0],
          floats(objectives.terms()),
          floats(objectives.estimates()),
          takeGradients(model));
    }
  }

  private static Map<String, Float> floats(Map<String, NDArray> arrays) {
    Map<String, Float> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, array.toFloatArray()[0]));
    return values;
  }

  private static Map<String, float[]> takeGradients(FusionModel model) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Map.Entry<String, Parameter> entry : model.network().trainable().entrySet()) {
      try (NDArray gradient = entry.getValue().getArray().getGradient()) {
        gradients.put(entry.getKey(), gradient.toFloatArray());
        gradient.muli(0f);
      }
    }
    return gradients;
  }

  /** A step as the program takes it, without clipping. */
  public static void step(FusionLearner learner, Optimizer optimizer, long number) {
    StepPlace place = new StepPlace(number, 10);
    Network network = learner.network();
    try (NDManager step = network.manager().newSubManager()) {
      learner.beforeStep(place);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        Batch batch = batch(step, learner.model().modalities().size());
        collector.backward(learner.objectives(batch, place).head());
      }
      learner.steer(new StepGradients(network, List.of()), place);
      Map<String, Double> rates = learner.rates(place);
      optimizer.step(0.01, name -> rates.getOrDefault(name.substring(0, name.indexOf('/')), 1.0));
    }
  }
}
