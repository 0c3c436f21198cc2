package dev.counterpoint.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.bench.protocol.ResidentPeak;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.models.learner.ClipLearner;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The process of our side. */
public final class OurWorker {

  /** Not exchanged: the peer has the temperature from the settings. */
  private static final String LOGIT_SCALE = "logit-scale/";

  private OurWorker() {}

  /**
   * Measures time ({@code time STEP BATCH SIDE fixed|fresh SECONDS THREADS}) or memory ({@code
   * memory STEP BATCH SIDE fixed|fresh}), or computes what the two sides are compared by ({@code
   * check STEP BATCH SIDE FOLDER}); STEP is a recipe's name, or that of {@link Towers}, {@link
   * PictureClip} or {@link Fusions}, and SIDE that of pictures, 0 where it is the step's to say.
   */
  public static void main(String[] arguments) {
    WorkerStart.prepare(arguments[0].equals("time") ? Integer.parseInt(arguments[6]) : 1);
    int batchSize = Integer.parseInt(arguments[2]);
    int side = Integer.parseInt(arguments[3]);
    boolean fresh = arguments[4].equals("fresh");
    try (MeasuredStep step = step(arguments[1], batchSize, side, fresh)) {
      if (arguments[0].equals("check")) {
        check(step, new Exchange(Path.of(arguments[4])));
      } else if (arguments[0].equals("memory")) {
        try (MeasuredStep warming = step(arguments[1], StepMemory.FEW, side, fresh)) {
          print(Quantity.MEMORY, new StepMemory(warming, step).megabytes());
        }
      } else {
        StepTimer timer = new StepTimer(Double.parseDouble(arguments[5]));
        print(batchSize, step, timer.time(step::take));
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

  private static MeasuredStep step(String recipe, int batchSize, int side, boolean fresh) {
    Optional<Fusions> fusion = Fusions.named(recipe);
    if (fusion.isPresent()) {
      return new FusionStep(fusion.get(), batchSize);
    }
    Optional<PictureClip> pictures = PictureClip.named(recipe);
    if (pictures.isPresent()) {
      return pictures.get().step(batchSize, side);
    }
    Optional<Towers> towers = Towers.named(recipe);
    return towers.isPresent()
        ? TowersStep.of(side == 0 ? towers.get() : towers.get().withSide(side), batchSize)
        : new OurStep(recipe, batchSize, fresh);
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
