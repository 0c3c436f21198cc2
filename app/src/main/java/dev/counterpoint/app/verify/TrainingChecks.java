package dev.counterpoint.app.verify;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.export.TrialExport;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.onnx.OnnxExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What whole trainings on a device must do, from the first step to the export. */
final class TrainingChecks {

  /** Nats; sums have another order than on the CPU, and 40 steps carry that on. */
  static final double LOSS_TOLERANCE = 0.05;

  private static final int STOP = 12;
  private static final int FEW = 5;
  private static final int MANY = 25;

  private final Subject subject;
  private final Path straight;

  /** Checks of a subject. */
  TrainingChecks(Subject subject) {
    this.subject = subject;
    this.straight = subject.folder().resolve("straight");
  }

  /** Trains on the CPU and on the device, and compares the metrics lines. */
  CheckResult lossCurve() {
    Path cpu = subject.folder().resolve("cpu");
    VerifiedRuns.train(cpu, new DeviceChoice("cpu"), Long.MAX_VALUE);
    VerifiedRuns.train(straight, subject.choice(), Long.MAX_VALUE);
    List<Double> expected = VerifiedRuns.losses(cpu);
    List<Double> found = VerifiedRuns.losses(straight);
    double largest = largest(expected, found);
    return CheckResult.of(
        "loss curve of %d steps, %s".formatted(VerifiedRuns.STEPS, subject.precision()),
        largest <= LOSS_TOLERANCE,
        String.format(
            Locale.ROOT,
            "%.3f to %.3f nats, at most %.1e from the CPU's",
            found.get(0),
            found.get(found.size() - 1),
            largest),
        "at most " + LOSS_TOLERANCE);
  }

  /** Infinite where lines are missing. */
  static double largest(List<Double> expected, List<Double> found) {
    if (expected.size() != found.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < found.size(); i++) {
      // NaN is larger than all others here.
      largest = Math.max(largest, Math.abs(found.get(i) - expected.get(i)));
    }
    return largest;
  }

  /** Stops a training, goes on with it, and compares with the one of {@link #lossCurve}. */
  CheckResult resume() {
    Path stopped = subject.folder().resolve("stopped");
    VerifiedRuns.train(stopped, subject.choice(), STOP);
    VerifiedRuns.train(stopped, subject.choice(), Long.MAX_VALUE);
    double largest = largest(VerifiedRuns.losses(straight), VerifiedRuns.losses(stopped));
    return CheckResult.of(
        "resumed after step " + STOP,
        largest <= LOSS_TOLERANCE,
        String.format(
            Locale.ROOT,
            "loss at most %.1e from the run without a stop%s",
            largest,
            largest == 0 ? ", the same bits" : ""),
        "at most " + LOSS_TOLERANCE);
  }

  /** The exporter holds ONNX Runtime on the CPU to the network on its device, and fails if not. */
  CheckResult export() {
    try (RunDirectory directory = VerifiedRuns.directory(straight);
        TrainingRun run = VerifiedRuns.open(directory, subject.choice())) {
      OnnxExport export = TrialExport.of(run.trained(warning -> {}));
      return CheckResult.of(
          "ONNX export of the trained network",
          true,
          String.format(
              Locale.ROOT,
              "at most %.1e from the network on the device",
              export.parity().largestAbsolute()),
          String.format(Locale.ROOT, "at most %.0e", export.parity().tolerance()));
    }
  }

  /** Counts the arrays of the network's manager after few steps and after many. */
  CheckResult arrays() {
    Assembly assembly = new Assembly(VerifiedRuns.recipe(), RandomAddress.seed(1));
    ColoredEnvironments environments = assembly.environments(VerifiedRuns.digits().digits());
    try (NDManager manager = NDManager.newBaseManager(subject.device());
        Learner learner = assembly.learner(environments, manager);
        BatchSource source = assembly.batches(environments, manager)) {
      TrainingStep step = new TrainingStep(learner, assembly.optimizer(learner), 1);
      NDManager owner = learner.network().manager();
      int few = 0;
      for (int i = 0; i < MANY; i++) {
        try (NDManager own = owner.newSubManager()) {
          step.take(own, source.batch(own, i / 20, i % 20), 1e-3);
        }
        few = i + 1 == FEW ? owner.getManagedArrays().size() : few;
      }
      int many = owner.getManagedArrays().size();
      return CheckResult.of(
          "arrays left behind",
          few == many,
          "%d after %d steps, %d after %d".formatted(few, FEW, many, MANY),
          "the same");
    }
  }
}
