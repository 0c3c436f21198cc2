package dev.counterpoint.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
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
   * Measures time ({@code time STEP BATCH fixed|fresh SECONDS}) or memory ({@code memory STEP BATCH
   * fixed|fresh}), or computes what the two sides are compared by ({@code check STEP BATCH
   * FOLDER}); STEP is a recipe's name, or that of {@link Towers} or {@link Fusions}.
   */
  public static void main(String[] arguments) {
    WorkerStart.prepare();
    boolean fresh = arguments[3].equals("fresh");
    try (MeasuredStep step = step(arguments[1], Integer.parseInt(arguments[2]), fresh)) {
      if (arguments[0].equals("check")) {
        check(step, new Exchange(Path.of(arguments[3])));
      } else if (arguments[0].equals("memory")) {
        try (MeasuredStep warming = step(arguments[1], StepMemory.FEW, fresh)) {
          System.out.println(StepMemory.line(new StepMemory(warming, step).megabytes()));
        }
      } else {
        StepTimer timer = new StepTimer(Double.parseDouble(arguments[4]));
        System.out.println(timer.time(step::take).line());
      }
    }
  }

  private static MeasuredStep step(String recipe, int batchSize, boolean fresh) {
    Optional<Fusions> fusion = Fusions.named(recipe);
    if (fusion.isPresent()) {
      return new FusionStep(fusion.get(), batchSize);
    }
    Optional<Towers> towers = Towers.named(recipe);
    return towers.isPresent()
        ? new TowersStep(towers.get(), batchSize)
        : new OurStep(recipe, batchSize, fresh);
  }

  private static void check(MeasuredStep step, Exchange exchange) {
    exchange.write(step.settings());
    Batch batch = step.fixedBatch();
    exchange.write(Exchange.IMAGES, batch.get(Modality.IMAGE).toFloatArray());
    exchange.write(Exchange.CAPTIONS, floats(batch.get(Modality.CAPTION)));
    exchange.write(Exchange.BEFORE, parameters(step));
    float[] losses = new float[Exchange.CHECK_STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step.takeForLoss();
    }
    exchange.write("our-" + Exchange.LOSSES, losses);
    exchange.write("our-" + Exchange.AFTER, parameters(step));
  }

  /** Also of token ids, which are small whole numbers. */
  private static float[] floats(NDArray array) {
    try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
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
