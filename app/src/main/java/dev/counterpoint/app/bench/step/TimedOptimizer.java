package dev.counterpoint.app.bench.step;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** An optimizer whose updates are timed. On a CPU an update is done when its call is over. */
public final class TimedOptimizer implements Optimizer {

  private final Optimizer optimizer;
  private final List<Long> nanos = new ArrayList<>();

  TimedOptimizer(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  @Override
  public void step(double learningRate, ToDoubleFunction<String> rates) {
    long begin = System.nanoTime();
    optimizer.step(learningRate, rates);
    nanos.add(System.nanoTime() - begin);
  }

  /**
   * Median of the newest updates, in milliseconds.
   *
   * @param updates how many, at most those that were made and at least 1
   */
  public double medianMilliseconds(int updates) {
    List<Long> newest =
        nanos.subList(nanos.size() - updates, nanos.size()).stream().sorted().toList();
    int middle = updates / 2;
    long twice =
        updates % 2 == 1 ? 2 * newest.get(middle) : newest.get(middle - 1) + newest.get(middle);
    return twice / 2e6;
  }

  @Override
  public long steps() {
    return optimizer.steps();
  }

  @Override
  public Map<String, NDArray> state() {
    return optimizer.state();
  }

  @Override
  public void restore(long steps, Map<String, NDArray> state) {
    optimizer.restore(steps, state);
  }
}
