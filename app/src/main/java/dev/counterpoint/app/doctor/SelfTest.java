package dev.counterpoint.app.doctor;

import ai.djl.Device;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.export.TrialExport;
import dev.counterpoint.app.file.TemporaryFolder;
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
import dev.counterpoint.onnx.OnnxExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A handful of real training steps, from digits to a checkpoint on the disk, and its export. */
public final class SelfTest {

  private static final int EXAMPLES = 2_560;

  private SelfTest() {}

  /**
   * How it went.
   *
   * @param works whether the loss is finite, the checkpoint was written and the export is the same
   * @param section the same for people
   */
  public record Result(boolean works, Section section) {}

  /** Trains and exports on the device; whatever goes wrong is the result. */
  public static Result run(DeviceChoice device) {
    List<Finding> findings = new ArrayList<>();
    boolean works = false;
    String task = "training on " + device.text();
    try (TemporaryFolder folder = TemporaryFolder.create("doctor");
        RunDirectory directory = RunDirectory.create(folder.path());
        TrainingRun run = new TrainingRun(directory, recipe(), 0, digits(), device)) {
      findings.add(training(run, device));
      task = "export";
      findings.add(export(run));
      works = true;
    } catch (CounterpointException e) {
      findings.add(new Finding(task, "fails: " + e.problem(), e.remedy()));
    } catch (RuntimeException | LinkageError e) {
      findings.add(
          new Finding(
              task,
              "fails: " + Finding.reason(e),
              "See what is said of the engine and the GPU above; --device cpu may work."));
    }
    return new Result(works, new Section("Self-test", findings));
  }

  private static Finding training(TrainingRun run, DeviceChoice device) {
    double[] last = {Double.NaN};
    long[] steps = new long[1];
    long begin = System.nanoTime();
    run.train(
        new Interrupt(),
        (done, total, loss) -> {
          steps[0] = done;
          last[0] = loss;
        },
        warning -> {},
        MetricsListener.NONE);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!Double.isFinite(last[0])) {
      throw new IllegalStateException("the loss is " + last[0]);
    }
    return Finding.of(
        "%d steps on %s".formatted(steps[0], name(device.resolve())),
        "loss %.3f, %.1f s, %,.0f pictures a second"
            .formatted(last[0], seconds, EXAMPLES / seconds));
  }

  /** The exporter compares the model with the network on its device, and fails if they differ. */
  private static Finding export(TrainingRun run) {
    long begin = System.nanoTime();
    OnnxExport export = TrialExport.of(run.trained(warning -> {}));
    return Finding.of(
        "export to ONNX",
        "opset %d, %,d bytes, %.1f s; differs from the network by at most %.1e"
            .formatted(
                export.opset(),
                export.bytes(),
                (System.nanoTime() - begin) / 1e9,
                export.parity().largestAbsolute()));
  }

  private static Recipe recipe() {
    return Recipes.load(
        "colored-mnist-clip",
        Map.of("training.epochs", 1, "training.logEvery", 1, "training.batchSize", 256));
  }

  private static FoundDigits digits() {
    DigitSets digits =
        new DigitSets(
            RenderedDigits.train(1, EXAMPLES), RenderedDigits.test(1, 10), "self-test", Map.of());
    return new FoundDigits(digits, Origin.RENDERED, "");
  }

  private static String name(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : device.getDeviceType();
  }
}
