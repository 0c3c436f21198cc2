package dev.counterpoint.datasets.captioned.order;

/** The examples of each epoch in their order. Implementations are immutable. */
public interface ExampleOrder {

  /** Examples an epoch; the same in each. */
  int size();

  /**
   * The order of one epoch. It is computed each time; keep it.
   *
   * @param epoch counted from 0
   * @return {@link #size} indices of examples; the caller's own
   */
  int[] epoch(int epoch);
}
