package dev.counterpoint.app.bench.worker;

import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.app.captioned.ShardSteps;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import dev.counterpoint.datasets.captioned.drawn.RepeatedPictures;
import dev.counterpoint.datasets.captioned.shard.ShardWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads shards of drawn JPEG pictures for a recipe, or trains on them.
 *
 * <p>Pictures have 256 pixels a side and grain, so that their files, 13 kB each, are as large as
 * those of photographs.
 *
 * <p>What counts is the processor time of all threads of the program together, those of the JVM
 * itself left out, whose compilers are at work in the first minute alone: samples a second are
 * those of one core, and what else runs on the machine hardly counts.
 */
public final class ShardWorker {

  private static final DrawnPictures.Settings DRAWN =
      new DrawnPictures.Settings(1, 400, 256, DrawnPictures.FileKind.JPEG, 24);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int PICTURES = 2_000;
  private static final long SHARD_BYTES = 10_000_000;

  private ShardWorker() {}

  /** Measures: {@code read|train RECIPE BATCH SIDE FOLDER SECONDS}; the first writes the shards. */
  public static void main(String[] arguments) {
    WorkerStart.prepare();
    Path folder = Path.of(arguments[4]);
    if (!Files.exists(folder)) {
      try (CaptionedPictures set = new RepeatedPictures(new DrawnPictures(DRAWN), PICTURES)) {
        ShardWriter.write(set, folder, SHARD_BYTES, done -> {});
      }
    }
    List<String> settings =
        List.of(
            "data.sources=[" + folder + "]",
            "data.side=" + arguments[3],
            "training.batchSize=" + arguments[2]);
    StepTimer timer = new StepTimer(Double.parseDouble(arguments[5]));
    try (ShardSteps steps = new ShardSteps(CaptionedRecipes.load(arguments[1], settings))) {
      Runnable step = arguments[0].equals("read") ? steps::read : steps::train;
      System.out.println(timer.time(step, ShardWorker::processorNanos).line());
    }
  }

  private static long processorNanos() {
    long sum = 0;
    for (long id : THREADS.getAllThreadIds()) {
      // -1 of a thread that has just ended.
      sum += Math.max(0, THREADS.getThreadCpuTime(id));
    }
    return sum;
  }
}
