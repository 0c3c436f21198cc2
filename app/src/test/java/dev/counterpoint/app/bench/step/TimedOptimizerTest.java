package dev.counterpoint.app.bench.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class TimedOptimizerTest {

  /** Waits; a step of rate 1 is a long one. */
  private static final class Waiting implements Optimizer {
    private long steps;

    @Override
    public void step(double learningRate, ToDoubleFunction<String> rates) {
      steps++;
      long end = System.nanoTime() + (learningRate == 1 ? 20_000_000 : 1_000_000);
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(100_000);
      }
    }

    @Override
    public long steps() {
      return steps;
    }

    @Override
    public Map<String, NDArray> state() {
      return Map.of();
    }

    @Override
    public void restore(long to, Map<String, NDArray> state) {
      steps = to;
    }
  }

  @Test
  void hasTheMedianOfTheNewestUpdates() {
    TimedOptimizer optimizer = new TimedOptimizer(new Waiting());
    for (double rate : new double[] {1, 1, 1, 0, 1, 0}) {
      optimizer.step(rate);
    }
    assertThat(optimizer.steps()).isEqualTo(6);
    assertThat(optimizer.medianMilliseconds(3)).isBetween(1.0, 15.0);
    assertThat(optimizer.medianMilliseconds(6)).isGreaterThanOrEqualTo(20);
    // Of an even number it is the mean of the middle two.
    assertThat(optimizer.medianMilliseconds(2)).isBetween(10.0, 19.0);
  }
}
