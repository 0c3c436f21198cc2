package dev.counterpoint.app.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.training.step.CachedStep;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.app.training.step.Step;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The program whose reads from the device are counted; what it does is divided into phases. */
final class CountedSteps {

  static final List<String> METHODS =
      List.of("colored-mnist-clip", "colored-mnist-simclr", "colored-mnist-supervised");

  /** In this order; what comes before the first is not counted, and neither is what prepares. */
  static final List<String> PHASES =
      List.of(
          METHODS.get(0),
          METHODS.get(1),
          METHODS.get(2),
          "cached gradients",
          "mcr",
          "one read a step",
          "loop of 9 steps, a line",
          "loop of 18 steps, a line",
          "loop of 18 steps, 18 lines");

  static final int STEPS = 10;

  private CountedSteps() {}

  /** Takes the folder of the runs. */
  public static void main(String[] arguments) {
    METHODS.forEach(method -> ofRecipe(method, false));
    ofRecipe(METHODS.get(0), true);
    mcr();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      counted(step -> manager.ones(new Shape(1)).toFloatArray());
    }
    Path folder = Path.of(arguments[0]);
    loop(folder.resolve("a"), 32, 100);
    loop(folder.resolve("b"), 16, 100);
    loop(folder.resolve("c"), 16, 1);
  }

  /** A phase begins or ends here: a debugger stops by. */
  static void boundary() {}

  private static void counted(IntConsumer step) {
    step.accept(0);
    boundary();
    for (int i = 1; i <= STEPS; i++) {
      step.accept(i);
    }
    boundary();
  }

  private static void ofRecipe(String recipe, boolean cached) {
    Assembly assembly =
        new Assembly(
            TinyRuns.recipe(
                recipe,
                "optimizer.clipNorm=1",
                // BatchNorm cannot be cut.
                "encoder.type=" + (cached ? "mlp" : "small-cnn")),
            RandomAddress.seed(1));
    ColoredEnvironments environments = assembly.environments(TinyRuns.digits().digits());
    try (NDManager manager = NDManager.newBaseManager(Device.cpu());
        Learner learner = assembly.learner(environments, manager);
        BatchSource batches = assembly.batches(environments, manager)) {
      var optimizer = assembly.optimizer(learner);
      Step step =
          cached
              ? new CachedStep((ContrastiveLearner) learner, optimizer, 1, 8)
              : new TrainingStep(learner, optimizer, 1);
      counted(
          i -> {
            try (NDManager own = learner.network().manager().newSubManager()) {
              step.take(own, batches.batch(own, i / 9, i % 9), 1e-3);
            }
          });
    }
  }

  private static void mcr() {
    RandomAddress random = RandomAddress.seed(2);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Network network = new Network(manager, random.purpose("initialization"));
      List<FusionModel.Tower> towers =
          List.of(
              new FusionModel.Tower("a", MlpEncoder.create(16, 8), new Shape(16, 12)),
              new FusionModel.Tower("b", MlpEncoder.create(16, 8), new Shape(16, 20)));
      FusionModel model = new FusionModel(network, towers, new LateLinearHead(4), 4);
      McrSettings settings = McrSettings.DEFAULT.withWeights(0.5, 1, 1, 1);
      try (FusionLearner learner = new FusionLearner(model, new Mcr(settings, random), null)) {
        SteeredStep step =
            new SteeredStep(
                learner, new AdamW(network.trainable(), AdamW.Settings.DEFAULT, manager), 1);
        counted(
            i -> {
              try (NDManager own = network.manager().newSubManager()) {
                NDArray labels =
                    own.create(new long[] {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3});
                Map<String, NDArray> noise =
                    Map.of(
                        "a", own.randomNormal(new Shape(16, 12)),
                        "b", own.randomNormal(new Shape(16, 20)));
                step.take(own, new Batch(16, noise, labels), new StepPlace(i, 5), 1e-3);
              }
            });
      }
    }
  }

  private static void loop(Path run, int batchSize, int logEvery) {
    boundary();
    TinyRuns.train(
        run,
        TinyRuns.recipe(
            METHODS.get(0),
            "training.epochs=1",
            "training.batchSize=" + batchSize,
            "training.logEvery=" + logEvery));
    boundary();
  }
}
