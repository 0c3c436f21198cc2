package dev.counterpoint.app.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.fusion.Balancers;
import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** The gradients of one step, of the same network on the same batch, on the CPU and on a device. */
final class GradientCheck {

  /** Methods, as they are shown; all but MCR, which is a fusion's, with their recipes. */
  static final Map<String, String> RECIPES =
      Map.of(
          "CLIP", "colored-mnist-clip",
          "SimCLR", "colored-mnist-simclr",
          "supervised", "colored-mnist-supervised");

  static final String MCR = "MCR";

  private static final int BATCH = 64;
  private static final int CLASSES = 10;
  private static final RandomAddress RANDOM = RandomAddress.seed(3);
  private static final List<String> MODALITIES = List.of("picture", "sound");

  private GradientCheck() {}

  /** Compares. */
  static CheckResult run(String method, Subject subject) {
    Map<String, float[]> cpu = gradients(method, Device.cpu());
    Map<String, float[]> own = gradients(method, subject.device());
    double difference = relative(cpu, own);
    return CheckResult.of(
        "gradients of a %s step, %s".formatted(method, subject.precision()),
        difference <= subject.gradientTolerance(),
        String.format(Locale.ROOT, "%.1e of their norm", difference),
        String.format(Locale.ROOT, "at most %.0e", subject.gradientTolerance()));
  }

  /** Norm of the difference as a share of the norm of what is expected, over all parameters. */
  static double relative(Map<String, float[]> expected, Map<String, float[]> found) {
    double difference = 0;
    double norm = 0;
    for (Map.Entry<String, float[]> entry : expected.entrySet()) {
      float[] own = found.get(entry.getKey());
      for (int i = 0; i < own.length; i++) {
        double apart = own[i] - (double) entry.getValue()[i];
        difference += apart * apart;
        norm += (double) entry.getValue()[i] * entry.getValue()[i];
      }
    }
    // NaN where there is no gradient at all, which no tolerance admits.
    return Math.sqrt(difference / norm);
  }

  static Map<String, float[]> gradients(String method, Device device) {
    try (NDManager manager = NDManager.newBaseManager(device)) {
      return method.equals(MCR) ? ofMcr(manager) : ofRecipe(RECIPES.get(method), manager);
    }
  }

  private static Map<String, float[]> ofRecipe(String recipe, NDManager manager) {
    Assembly assembly = new Assembly(VerifiedRuns.recipe(recipe, BATCH), RANDOM);
    ColoredEnvironments environments = assembly.environments(VerifiedRuns.sets(BATCH));
    try (Learner learner = assembly.learner(environments, manager);
        BatchSource source = assembly.batches(environments, manager);
        NDManager step = learner.network().manager().newSubManager()) {
      GradientsKept kept = new GradientsKept(learner.network().trainable());
      new TrainingStep(learner, kept, 0).take(step, source.batch(step, 0, 0), 0);
      return kept.gradients();
    }
  }

  private static Map<String, float[]> ofMcr(NDManager manager) {
    Balance balance = FusionRecipes.load("fusion-digits", List.of("balance.method=mcr")).balance();
    List<Shape> shapes = List.of(new Shape(BATCH, 1, 28, 28), new Shape(BATCH, 1, 32, 40));
    Network network = new Network(manager, RANDOM.purpose("initialization"));
    FusionModel model =
        new FusionModel(
            network,
            List.of(
                new FusionModel.Tower(
                    MODALITIES.get(0), SmallConvEncoder.create(32), shapes.get(0)),
                new FusionModel.Tower(
                    MODALITIES.get(1), SmallConvEncoder.create(32), shapes.get(1))),
            new LateLinearHead(CLASSES),
            CLASSES);
    try (FusionLearner learner =
            new FusionLearner(model, Balancers.of(balance, MODALITIES, RANDOM), null);
        NDManager step = network.manager().newSubManager()) {
      GradientsKept kept = new GradientsKept(network.trainable());
      new SteeredStep(learner, kept, 0).take(step, noise(step, shapes), new StepPlace(0, 10), 0);
      return kept.gradients();
    }
  }

  private static Batch noise(NDManager step, List<Shape> shapes) {
    SplittableRandom random = RANDOM.purpose("noise").stream();
    long[] labels = new long[BATCH];
    Arrays.setAll(labels, i -> random.nextInt(CLASSES));
    return new Batch(
        BATCH,
        Map.of(
            MODALITIES.get(0), step.create(noise(random, shapes.get(0)), shapes.get(0)),
            MODALITIES.get(1), step.create(noise(random, shapes.get(1)), shapes.get(1))),
        step.create(labels));
  }

  private static float[] noise(SplittableRandom random, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
