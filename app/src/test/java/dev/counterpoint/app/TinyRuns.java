package dev.counterpoint.app;

import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.digits.RenderedDigits;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trainings that take a second: a few hundred rendered digits, 18 steps in 2 epochs. */
public final class TinyRuns {

  public static final int STEPS_PER_EPOCH = 9;
  public static final int STEPS = 2 * STEPS_PER_EPOCH;

  /** Metrics lines at 4, 8, 12, 16, 18, so that an epoch ends between two of them. */
  public static final List<String> SETTINGS =
      List.of(
          "training.epochs=2",
          "training.batchSize=32",
          "training.logEvery=4",
          "encoder.features=8",
          "encoder.embedding=4");

  private static final DigitSets DIGITS =
      new DigitSets(
          RenderedDigits.draw("tiny train", 1, 300),
          RenderedDigits.draw("tiny test", 2, 100),
          "rendered digits",
          Map.of());

  private TinyRuns() {}

  public static Recipe recipe(String base, String... more) {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(List.of(more));
    return Recipes.load(base, settings);
  }

  public static FoundDigits digits() {
    return new FoundDigits(DIGITS, Origin.RENDERED, "");
  }

  /** Trains to the end, or until the progress asks the interrupt to stop. */
  public static Ending train(
      Path path, Recipe recipe, Interrupt interrupt, TrainingProgress progress) {
    return train(path, recipe, "cpu", interrupt, progress);
  }

  public static Ending train(
      Path path, Recipe recipe, String device, Interrupt interrupt, TrainingProgress progress) {
    try (RunDirectory directory = begun(path);
        TrainingRun run =
            new TrainingRun(directory, recipe, 7, digits(), new DeviceChoice(device))) {
      return run.train(interrupt, progress, warning -> {}, MetricsListener.NONE);
    }
  }

  public static Ending train(Path path, Recipe recipe) {
    return train(path, recipe, new Interrupt(), TrainingProgress.SILENT);
  }

  /** Trains until so many steps are done. */
  public static Ending stopAt(long step, Path path, Recipe recipe) {
    Interrupt interrupt = new Interrupt();
    return train(
        path,
        recipe,
        interrupt,
        (done, total, loss) -> {
          if (done == step) {
            interrupt.request();
          }
        });
  }

  /** The newest checkpoint. */
  public static TrainState state(Path path) {
    return new CheckpointStore(path.resolve("checkpoints")).newest(warning -> {}).orElseThrow();
  }

  /** The metrics lines without the speed, which no two trainings share. */
  public static List<String> metrics(Path path) {
    return new MetricsLog(path.resolve("metrics.jsonl"))
        .read().stream()
            .map(line -> (com.fasterxml.jackson.databind.node.ObjectNode) line)
            .map(line -> line.without("samplesPerSecond").toString())
            .toList();
  }

  /** The losses of the metrics lines, nats. */
  public static List<Double> losses(Path path) {
    return new MetricsLog(path.resolve("metrics.jsonl"))
        .read().stream().map(line -> line.get("loss").asDouble()).toList();
  }

  /** Writes the digits as the four IDX files. */
  public static Path writeFiles(Path folder) throws IOException {
    Files.createDirectories(folder);
    writeFiles(folder, "train", DIGITS.train());
    writeFiles(folder, "t10k", DIGITS.test());
    return folder;
  }

  private static void writeFiles(Path folder, String part, LabeledImages images)
      throws IOException {
    Path pixels = folder.resolve(part + "-images-idx3-ubyte");
    Files.write(pixels, idx(images.pixels(), images.size(), images.height(), images.width()));
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), idx(images.labels(), images.size()));
  }

  private static byte[] idx(byte[] content, int... dimensions) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x800 + dimensions.length);
    for (int dimension : dimensions) {
      out.writeInt(dimension);
    }
    out.write(content);
    return bytes.toByteArray();
  }

  /** These runs have no command line that would write recipe and manifest. */
  /** A run directory that has begun, made if it is not there. */
  public static RunDirectory begun(Path path) {
    try {
      Files.createDirectories(path);
      for (String name : List.of("recipe.yaml", "run.json")) {
        if (!Files.exists(path.resolve(name))) {
          Files.createFile(path.resolve(name));
        }
      }
      return RunDirectory.open(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
