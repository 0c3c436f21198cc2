package dev.counterpoint.app.doctor;

import ai.djl.Device;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.digits.RenderedDigits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A handful of real training steps, from digits to a checkpoint on the disk. */
public final class SelfTest {

  private static final int EXAMPLES = 2_560;

  private SelfTest() {}

  /**
   * How it went.
   *
   * @param works whether the loss is finite and the checkpoint was written
   * @param section the same for people
   */
  public record Result(boolean works, Section section) {}

  /** Trains on the device; whatever goes wrong is the result. */
  public static Result run(DeviceChoice device) {
    double[] last = {Double.NaN};
    double[] seconds = new double[1];
    long[] steps = new long[1];
    Finding finding;
    try {
      trial(device, last, seconds, steps);
      finding =
          Finding.of(
              "%d steps on %s".formatted(steps[0], name(device.resolve())),
              "loss %.3f, %.1f s, %,.0f pictures a second"
                  .formatted(last[0], seconds[0], EXAMPLES / seconds[0]));
    } catch (CounterpointException e) {
      finding = new Finding("training on " + device.text(), "fails: " + e.problem(), e.remedy());
    } catch (RuntimeException | LinkageError e) {
      finding =
          new Finding(
              "training on " + device.text(),
              "fails: " + Finding.reason(e),
              "See what is said of the engine and the GPU above; --device cpu may work.");
    }
    return new Result(Double.isFinite(last[0]), new Section("Self-test", List.of(finding)));
  }

  private static void trial(DeviceChoice device, double[] last, double[] seconds, long[] steps) {
    Recipe recipe =
        Recipes.load(
            "colored-mnist-clip",
            Map.of("training.epochs", 1, "training.logEvery", 1, "training.batchSize", 256));
    DigitSets digits =
        new DigitSets(
            RenderedDigits.train(1, EXAMPLES), RenderedDigits.test(1, 10), "self-test", Map.of());
    Path folder = temporary();
    try (RunDirectory directory = RunDirectory.create(folder);
        TrainingRun run =
            new TrainingRun(
                directory, recipe, 0, new FoundDigits(digits, Origin.RENDERED, ""), device)) {
      long begin = System.nanoTime();
      run.train(
          new Interrupt(),
          (done, total, loss) -> {
            steps[0] = done;
            last[0] = loss;
          },
          warning -> {},
          MetricsListener.NONE);
      seconds[0] = (System.nanoTime() - begin) / 1e9;
    } catch (RuntimeException | LinkageError e) {
      last[0] = Double.NaN;
      throw e;
    } finally {
      delete(folder);
    }
  }

  private static String name(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : device.getDeviceType();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("counterpoint-doctor");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The system empties its folder of temporary files.
    }
  }
}
