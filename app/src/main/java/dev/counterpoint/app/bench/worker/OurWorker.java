package dev.counterpoint.app.bench.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.protocol.ResidentPeak;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.app.bench.step.MeasuredStep;
import dev.counterpoint.app.bench.step.MeasuredSteps;
import dev.counterpoint.app.bench.step.StepFlop;
import dev.counterpoint.app.bench.step.StepMemory;
import dev.counterpoint.models.learner.ClipLearner;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of our side. */
public final class OurWorker {

  /** Not exchanged: the peer has the temperature from the settings. */
  private static final String LOGIT_SCALE = "logit-scale/";

  private OurWorker() {}

  /**
   * Measures time ({@code time STEP BATCH SIDE fixed|fresh SECONDS THREADS}), memory ({@code memory
   * STEP BATCH SIDE fixed|fresh}) or what time is spent on ({@code profile STEP BATCH SIDE
   * fixed|fresh SECONDS}), or computes what the two sides are compared by ({@code check STEP BATCH
   * SIDE FOLDER}); STEP and SIDE are those of {@link MeasuredSteps}.
   */
  public static void main(String[] arguments) {
    WorkerStart.prepare(arguments[0].equals("time") ? Integer.parseInt(arguments[6]) : 1);
    int batchSize = Integer.parseInt(arguments[2]);
    int side = Integer.parseInt(arguments[3]);
    boolean fresh = arguments[4].equals("fresh");
    try (MeasuredStep step = MeasuredSteps.of(arguments[1], batchSize, side, fresh)) {
      switch (arguments[0]) {
        case "check" -> check(step, new Exchange(Path.of(arguments[4])));
        case "memory" -> {
          try (MeasuredStep warming = MeasuredSteps.of(arguments[1], StepMemory.FEW, side, fresh)) {
            print(Quantity.MEMORY, new StepMemory(warming, step).megabytes());
          }
        }
        case "profile" -> {
          KernelTime time = KernelTime.of(step, Double.parseDouble(arguments[5]));
          print(Quantity.STEP, time.stepMilliseconds());
          print(Quantity.OUTSIDE_KERNELS, time.stepMilliseconds() - time.kernelMilliseconds());
        }
        default -> {
          StepTimer timer = new StepTimer(Double.parseDouble(arguments[5]));
          print(batchSize, step, timer.time(step::take));
        }
      }
    }
  }

  private static void print(int batchSize, MeasuredStep step, StepTimer.Timing timing) {
    double seconds = timing.medianSeconds();
    print(Quantity.RATE, batchSize / seconds);
    print(Quantity.STEP, seconds * 1e3);
    int updates = timing.steps();
    print(Quantity.UPDATE, step.optimizer().medianMilliseconds(updates));
    ResidentPeak.here().ifPresent(peak -> print(Quantity.RESIDENT, peak.megabytes()));
    if (step.learner() instanceof ClipLearner && step.fixedBatch() != null) {
      double operations = StepFlop.of(step.learner().network(), step.fixedBatch());
      print(Quantity.COMPUTE, operations / seconds / 1e9);
    }
  }

  private static void print(Quantity quantity, double value) {
    System.out.println(new Figure(quantity, value).line());
  }

  private static void check(MeasuredStep step, Exchange exchange) {
    exchange.write(step.settings());
    step.write(exchange);
    exchange.write(Exchange.BEFORE, parameters(step));
    float[] losses = new float[Exchange.CHECK_STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step.takeForLoss();
    }
    exchange.write("our-" + Exchange.LOSSES, losses);
    exchange.write("our-" + Exchange.AFTER, parameters(step));
  }

  private static float[] parameters(MeasuredStep step) {
    List<NDArray> arrays = new ArrayList<>();
    step.learner()
        .network()
        .parameters()
        .forEach(
            (String name, Parameter parameter) -> {
              if (!name.startsWith(LOGIT_SCALE)) {
                arrays.add(parameter.getArray());
              }
            });
    float[] values = new float[Math.toIntExact(arrays.stream().mapToLong(NDArray::size).sum())];
    FloatBuffer all = FloatBuffer.wrap(values);
    arrays.forEach(array -> all.put(array.toFloatArray()));
    return values;
  }
}
