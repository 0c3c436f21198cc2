package dev.counterpoint.app.captioned.watch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.network.Network;
import java.util.Arrays;
import java.util.Map;

/**
 * A learner of pairs that remembers how its newest batch was represented, so that at metrics lines
 * the similarities of pairs can be looked at: those of an example with itself, and with others. It
 * trains as the learner alone does, to the bit; no pass is added, and the host reads at metrics
 * lines only, where it waits for the device anyway.
 */
public final class PairWatch implements ContrastiveLearner {

  /** The tag of the cosine similarities of what belongs together. */
  public static final String MATCHING = "similarity/matching";

  /** The tag of the cosine similarities of what does not; pairs that mean the same are left out. */
  public static final String OTHERS = "similarity/others";

  /** 65,000 pairs show how similarities are spread, whatever the batch. */
  private static final int MOST_ROWS = 256;

  private final ContrastiveLearner learner;
  private NDList newest = new NDList();

  /**
   * Watches a learner.
   *
   * @param learner whose representations are two arrays of rows of length one, row by row a pair;
   *     closed with this
   */
  public PairWatch(ContrastiveLearner learner) {
    this.learner = learner;
  }

  @Override
  public Network network() {
    return learner.network();
  }

  @Override
  public NDList represent(Batch part) {
    return learner.represent(part);
  }

  @Override
  public NDArray contrast(NDList representations, Batch whole) {
    remember(representations, whole);
    return learner.contrast(representations, whole);
  }

  @Override
  public void afterStep() {
    learner.afterStep();
  }

  @Override
  public Map<String, NDArray> scalars(NDManager manager) {
    return learner.scalars(manager);
  }

  /**
   * A listener through which another hears all that it would hear alone, and histograms of
   * similarities at each line besides. Where nobody listens, nothing is read.
   */
  public MetricsListener telling(MetricsListener other) {
    if (other == MetricsListener.NONE) {
      return other;
    }
    return new MetricsListener() {
      @Override
      public void startAt(long step) {
        other.startAt(step);
      }

      @Override
      public void line(long step, long epoch, Map<String, Double> values) {
        other.line(step, epoch, values);
        tell(step, other);
      }

      @Override
      public void picture(long step, String tag, Picture picture) {
        other.picture(step, tag, picture);
      }

      @Override
      public void histogram(long step, String tag, float[] values) {
        other.histogram(step, tag, values);
      }
    };
  }

  private void remember(NDList representations, Batch whole) {
    newest.close();
    newest = new NDList();
    NDIndex rows = new NDIndex().addSliceDim(0, Math.min(MOST_ROWS, whole.size()));
    for (NDArray array : representations) {
      keep(array.stopGradient().get(rows));
    }
    NDArray groups = whole.modalities().get(Modality.GROUP);
    if (groups != null) {
      // A copy: the batch's own lies in memory of Java that goes with the step.
      keep(groups.duplicate().get(rows));
    }
  }

  private void keep(NDArray array) {
    array.attach(network().manager());
    NDScope.unregister(array);
    newest.add(array);
  }

  private void tell(long step, MetricsListener listener) {
    if (newest.isEmpty()) {
      return;
    }
    try (NDManager scratch = network().manager().newSubManager()) {
      newest.attach(scratch);
      int rows = (int) newest.get(0).getShape().get(0);
      float[] cosines = newest.get(0).matMul(newest.get(1).transpose()).toFloatArray();
      long[] groups = newest.size() > 2 ? newest.get(2).toLongArray() : null;
      newest = new NDList();
      tell(step, cosines, rows, groups, listener);
    }
  }

  private static void tell(
      long step, float[] cosines, int rows, long[] groups, MetricsListener listener) {
    float[] matching = new float[rows];
    float[] others = new float[rows * (rows - 1)];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        if (i == j) {
          matching[i] = cosines[i * rows + j];
        } else if (groups == null || groups[i] != groups[j]) {
          others[count++] = cosines[i * rows + j];
        }
      }
    }
    listener.histogram(step, MATCHING, matching);
    if (count > 0) {
      listener.histogram(step, OTHERS, Arrays.copyOf(others, count));
    }
  }

  @Override
  public void close() {
    newest.close();
    learner.close();
  }
}
