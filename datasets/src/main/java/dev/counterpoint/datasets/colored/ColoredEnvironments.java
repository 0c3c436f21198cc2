package dev.counterpoint.datasets.colored;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * What a protocol trains on and what it tests on.
 *
 * @param protocol its name
 * @param train the training environment, several pooled where the protocol has several
 * @param test the environment that the protocol's headline speaks of
 * @param others further environments to test on
 * @param shifted test environment with a given colour correlation in [-1, 1]: the same pictures and
 *     noisy labels as {@code test}, other colours
 */
public record ColoredEnvironments(
    String protocol,
    ColoredDigits train,
    ColoredDigits test,
    List<ColoredDigits> others,
    DoubleFunction<ColoredDigits> shifted) {

  /** Copies the list. */
  public ColoredEnvironments {
    others = List.copyOf(others);
  }
}
