package dev.counterpoint.app.verify;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.digits.RenderedDigits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Short ColoredMNIST trainings on digits that the program draws: 40 steps in 2 epochs. */
final class VerifiedRuns {

  static final int STEPS = 40;

  private static final long SEED = 7;
  private static final int BATCH = 64;
  private static final int EXAMPLES = BATCH * STEPS / 2;

  private VerifiedRuns() {}

  static Recipe recipe() {
    return recipe("colored-mnist-clip", BATCH);
  }

  static Recipe recipe(String base, int batchSize) {
    return Recipes.load(
        base,
        Map.of("training.epochs", 2, "training.logEvery", 5, "training.batchSize", batchSize));
  }

  static FoundDigits digits() {
    return new FoundDigits(sets(EXAMPLES), Origin.RENDERED, "");
  }

  static DigitSets sets(int examples) {
    return new DigitSets(
        RenderedDigits.train(SEED, examples), RenderedDigits.test(SEED, 10), "rendered", Map.of());
  }

  /**
   * Trains in a folder, from where it stands.
   *
   * @param stopAfter steps after which it is stopped; more than there are for none
   */
  static void train(Path folder, DeviceChoice device, long stopAfter) {
    Interrupt interrupt = new Interrupt();
    try (RunDirectory directory = directory(folder);
        TrainingRun run = new TrainingRun(directory, recipe(), SEED, digits(), device)) {
      run.train(
          interrupt,
          (done, total, loss) -> {
            if (done == stopAfter) {
              interrupt.request();
            }
          },
          warning -> {},
          MetricsListener.NONE);
    }
  }

  /** The run of a folder, open. */
  static TrainingRun open(RunDirectory directory, DeviceChoice device) {
    return new TrainingRun(directory, recipe(), SEED, digits(), device);
  }

  /** A directory that can be opened, with the files that a command would have written. */
  static RunDirectory directory(Path folder) {
    if (!Files.exists(folder)) {
      RunDirectory.create(folder).close();
      byte[] recipe = Recipes.toYaml(recipe()).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve("recipe.yaml"), recipe);
      AtomicFile.write(folder.resolve("run.json"), "{}".getBytes(StandardCharsets.UTF_8));
    }
    return RunDirectory.open(folder);
  }

  /** The losses of the metrics lines, nats. */
  static List<Double> losses(Path folder) {
    return new MetricsLog(folder.resolve("metrics.jsonl"))
        .read().stream().map(line -> line.get("loss").asDouble()).toList();
  }
}
