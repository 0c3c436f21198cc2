package dev.counterpoint.app.tensorboard;

import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.datasets.picture.file.Picture;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics lines of a training as an event file: {@code train/loss} (nats), {@code
 * train/learningRate}, {@code train/samplesPerSecond}, {@code train/epoch}, whatever else a line
 * holds, and the recipe as text. Pictures and histograms come from whoever has them, with {@link
 * #picture} and {@link #histogram}, while the training runs.
 *
 * <pre>{@code
 * try (TensorBoardLog board = new TensorBoardLog(folder, yaml)) {
 *   run.train(interrupt, progress, warning, board);
 * }
 * }</pre>
 */
public final class TensorBoardLog implements MetricsListener, AutoCloseable {

  private static final String FENCE = "```";

  private final Path folder;
  private final String recipe;
  private EventFile file;

  /**
   * A log in a folder, which need not exist; nothing is written before the training starts.
   *
   * @param folder of this training alone
   * @param recipe as YAML
   */
  public TensorBoardLog(Path folder, String recipe) {
    this.folder = folder;
    this.recipe = recipe;
  }

  @Override
  public void startAt(long step) {
    close();
    file = EventFile.begin(folder, step);
    if (step == 0) {
      String longer = recipe.contains(FENCE) ? FENCE + "`" : FENCE;
      file.text(0, "recipe", longer + "yaml\n" + recipe + "\n" + longer + "\n");
    }
  }

  @Override
  public void line(long step, long epoch, Map<String, Double> values) {
    Map<String, Double> tagged = new LinkedHashMap<>();
    values.forEach((name, value) -> tagged.put("train/" + name, value));
    tagged.put("train/epoch", (double) epoch);
    started().scalars(step, tagged);
  }

  /**
   * Adds a picture, as PNG.
   *
   * @throws IllegalStateException if the training has not started
   * @throws FileNotWrittenException if the disk does not let it
   */
  @Override
  public void picture(long step, String tag, Picture picture) {
    started().picture(step, tag, picture);
  }

  /**
   * Adds a histogram.
   *
   * @throws IllegalStateException if the training has not started
   * @throws FileNotWrittenException if the disk does not let it
   */
  public void histogram(long step, String tag, Histogram histogram) {
    started().histogram(step, tag, histogram);
  }

  /** Ends the file, if one was begun. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /**
   * Adds the histogram of values.
   *
   * @throws IllegalStateException if the training has not started
   * @throws FileNotWrittenException if the disk does not let it
   */
  @Override
  public void histogram(long step, String tag, float[] values) {
    histogram(step, tag, Histogram.of(values));
  }

  private EventFile started() {
    if (file == null) {
      throw new IllegalStateException("the training has not started, or is over: " + folder);
    }
    return file;
  }
}
