package dev.counterpoint.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The process of our side. */
public final class OurWorker {

  /** Not exchanged: the peer has the temperature from the settings. */
  private static final String LOGIT_SCALE = "logit-scale/";

  private OurWorker() {}

  /**
   * Measures ({@code time RECIPE BATCH fixed|fresh SECONDS}) or computes what the two sides are
   * compared by ({@code check RECIPE BATCH FOLDER}).
   */
  public static void main(String[] arguments) {
    Threads.use(1);
    boolean fresh = arguments[3].equals("fresh");
    try (OurStep step = new OurStep(arguments[1], Integer.parseInt(arguments[2]), fresh)) {
      if (arguments[0].equals("check")) {
        check(step, new Exchange(Path.of(arguments[3])));
      } else {
        StepTimer timer = new StepTimer(Double.parseDouble(arguments[4]));
        System.out.println(timer.time(step::take).line());
      }
    }
  }

  private static void check(OurStep step, Exchange exchange) {
    Recipe recipe = step.recipe();
    Properties settings = new Properties();
    settings.setProperty("batchSize", Integer.toString(recipe.training().batchSize()));
    settings.setProperty("temperature", Double.toString(recipe.objective().temperature()));
    settings.setProperty("learningRate", Double.toString(recipe.optimizer().learningRate()));
    settings.setProperty("weightDecay", Double.toString(recipe.optimizer().weightDecay()));
    exchange.write(settings);
    Batch batch = step.fixedBatch();
    exchange.write(Exchange.IMAGES, batch.get(Modality.IMAGE).toFloatArray());
    exchange.write(Exchange.CAPTIONS, batch.get(Modality.CAPTION).toFloatArray());
    exchange.write(Exchange.BEFORE, parameters(step));
    float[] losses = new float[Exchange.CHECK_STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step.takeForLoss();
    }
    exchange.write("our-" + Exchange.LOSSES, losses);
    exchange.write("our-" + Exchange.AFTER, parameters(step));
  }

  private static float[] parameters(OurStep step) {
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
