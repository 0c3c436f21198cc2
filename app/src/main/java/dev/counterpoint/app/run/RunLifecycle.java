package dev.counterpoint.app.run;

import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.tensorboard.TensorBoardLog;
import dev.counterpoint.app.training.DivergenceException;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * From an empty directory to a trained run: recipe and manifest first, then the training, then how
 * it ended.
 *
 * @param directory of the run
 * @param recipe as YAML
 * @param manifest of a run that begins
 */
public record RunLifecycle(RunDirectory directory, String recipe, RunManifest manifest) {

  /**
   * Trains.
   *
   * @param warning told of what is not as it should be
   * @param withBoard whether event files of TensorBoard are written
   */
  public TrainingLoop.Ending train(
      Run run,
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      boolean withBoard) {
    // Nothing is written before all parts fit: what is refused leaves an empty directory.
    AtomicFile.write(directory.recipe(), recipe.getBytes(StandardCharsets.UTF_8));
    manifest.write(directory.manifest());
    long begin = System.nanoTime();
    String how = "failed";
    try (TensorBoardLog board = new TensorBoardLog(directory.tensorboard(), recipe)) {
      TrainingLoop.Ending ending =
          run.train(interrupt, progress, warning, withBoard ? board : MetricsListener.NONE);
      how = ending.name().toLowerCase(Locale.ROOT);
      return ending;
    } catch (DivergenceException e) {
      how = "diverged";
      throw e;
    } finally {
      manifest.ended(how, (System.nanoTime() - begin) / 1e9).write(directory.manifest());
    }
  }
}
